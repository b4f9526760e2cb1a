/** The largest process number of any system that Node runs on. */
const LARGEST_PID = 0x7fff_ffff;

/** Whether there is a process of a number, of whatever user; there is none of a number that no process can have. */
export function isRunning(pid: number): boolean {
  // 0 and negative numbers would ask about groups of processes
  if (!Number.isInteger(pid) || pid <= 0 || pid > LARGEST_PID) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
