import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { DomainError } from '../../domain/errors.js';

/** The data folder belongs to another process, or to another store of this one. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  readonly folder: string;
  /** The process that has it; absent when it cannot be told. */
  readonly pid: number | undefined;
  constructor(folder: string, pid: number | undefined, options?: ErrorOptions) {
    const by = pid === undefined ? 'another process' : pid === process.pid ? 'this process' : `process ${pid}`;
    super(`the data folder ${folder} is in use by ${by}`, options);
    this.folder = folder;
    this.pid = pid;
  }
}

/** The file is no database, or a damaged one; or its folder cannot be made or written in. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
  constructor(file: string, options: { readonly cause: Error }) {
    const user = process.getuid?.() ?? 'that runs this';
    const advice = isDamage(options.cause)
      ? 'colloquy doctor looks into it'
      : `user ${user} must be able to write in ${dirname(file)}, and its disk must have room`;
    super(`${file}: ${options.cause.message}; ${advice}, see docs/operations.md`, options);
  }
}

export function unavailable(cause?: unknown): DomainError {
  return new DomainError({ kind: 'store-unavailable', retryAfterMs: 1000 }, { cause });
}

/** What the disk, the file system or another holder of the file does to us; everything else is a bug of ours. */
const outside = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM|PROTOCOL|PERM)/;

/** The error as the port has it: `store-unavailable` for what lies outside, anything else as it is. */
export function translated(error: unknown): unknown {
  return error instanceof Database.SqliteError && outside.test(error.code) ? unavailable(error) : error;
}

/** What a system says of a place that it cannot write in. */
const refusals = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EISDIR', 'EEXIST']);

/** What the file, its folder or its disk is to blame for. */
export function isUnusable(error: unknown): error is Error {
  if (isDamage(error)) return true;
  if (error instanceof Database.SqliteError) return /^SQLITE_(CANTOPEN|READONLY|PERM|FULL|IOERR)/.test(error.code);
  return error instanceof Error && 'code' in error && refusals.has(String(error.code));
}

function isDamage(error: unknown): error is Error {
  return error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);
}
