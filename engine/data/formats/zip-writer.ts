import { crc32, deflateRawSync } from 'node:zlib';

const VERSION = 20;
const DEFLATED = 8;
/** 1980-01-01 00:00, the earliest time in zip files: equal entries give equal bytes at any time of writing. */
const DATE = 0x0021;

export interface ZipContent {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The bytes of a zip file with deflated entries; names are UTF-8, times are fixed.
 *
 * @param level compression level, 1 (fast) to 9 (small)
 */
export function writeZip(contents: readonly ZipContent[], level = 9): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of contents) {
    const nameBytes = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(bytes, { level });
    const shared = sharedHeader(crc32(bytes), packed.length, bytes.length, nameBytes.length);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), shared, nameBytes, packed]);
    parts.push(local);
    directory.push(
      Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, VERSION, 0]), shared, directoryTail(offset), nameBytes]),
    );
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  return Buffer.concat([...parts, listing, endRecord(contents.length, listing.length, offset)]);
}

/** The 26 bytes that are common to local and directory headers. */
function sharedHeader(checksum: number, packedSize: number, size: number, nameLength: number): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(DEFLATED, 4);
  header.writeUInt16LE(DATE, 8);
  header.writeUInt32LE(checksum, 10);
  header.writeUInt32LE(packedSize, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}

function directoryTail(offset: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return tail;
}

function endRecord(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
