/** The largest process id of any system that Node runs on. */
const LARGEST_PID = 0x7fff_ffff;

/** Whether a process with this id exists, of any user; false for numbers that are not valid process ids. */
export function isRunning(pid: number): boolean {
  // 0 and negative numbers would address process groups
  if (!Number.isInteger(pid) || pid <= 0 || pid > LARGEST_PID) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
