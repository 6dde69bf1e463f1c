// What errors of the file system say about the user's files, in words. Refuses to know what was to be done with the file.

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory, not a file',
  ENOTDIR: 'a part of its path is a file, not a directory',
  EEXIST: 'something that is not a directory has that name',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than the file system allows',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links form a loop',
  EMFILE: 'too many files are open',
  EBUSY: 'it is in use',
  EINVAL: 'its name or kind is not one that can be used here',
  EIO: 'the disk or device reports an error',
  ENXIO: 'nothing is behind it',
  ENODEV: 'nothing is behind it',
  ERR_INVALID_ARG_VALUE: 'its name holds a NUL byte',
  ENOTEMPTY: 'a directory has that name',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
  ERR_STRING_TOO_LONG: 'it is too large to be read as text',
};

/** Undefined for an error that says nothing about the user's files: that one is ours. */
export function fileCause(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? CAUSES[code] : undefined;
}
