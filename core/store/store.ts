/**
 * A party's database. Everything written in one turn of the event loop is committed together, and
 * nobody is answered before his commit: durable, at a tenth of the cost of one commit each.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, StatementSync } from 'node:sqlite'

export type SqlValue = SQLInputValue

/** What parties may do with their database. */
export interface Store {
  /** All rows of a query. */
  all<Row>(sql: string, ...values: SqlValue[]): Row[]
  /** The first row, or undefined. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined
  /** Writes; only inside {@link Store.commit}. */
  run(sql: string, ...values: SqlValue[]): void
  /**
   * Runs `work` with the other works of this turn in one transaction and resolves when it is on
   * disk. A work that throws is undone alone, and its promise rejects.
   */
  commit<Result>(work: () => Result): Promise<Result>
  /** Writes what waits to be written, then lets go of the file. */
  close(): void
}

interface Waiting {
  readonly work: () => unknown
  readonly resolve: (value: never) => void
  readonly reject: (reason: unknown) => void
}

/** Statements that make the tables, one file a part of the work; each can run again. */
function schemaText(): string {
  const folder = new URL('./schema/', import.meta.url)
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql')).sort()
  return names.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
}

/** In one transaction: each statement alone would be written to disk for itself. */
function makeTables(database: DatabaseSync): void {
  database.exec(`begin immediate; ${schemaText()} commit`)
}

/** A database with the statements that were prepared in it. */
interface Connection {
  readonly database: DatabaseSync
  readonly prepared: (sql: string) => StatementSync
}

function connectionTo(database: DatabaseSync): Connection {
  const statements = new Map<string, StatementSync>()
  return {
    database,
    prepared(sql) {
      let statement = statements.get(sql)
      if (statement === undefined) statements.set(sql, (statement = database.prepare(sql)))
      return statement
    },
  }
}

/** All tables and no row: to copy its bytes costs a hundredth of making the tables again. */
interface Blank extends Connection {
  readonly image: Uint8Array
}

let blank: Blank | undefined

/** One for the process, and nobody can write to it. */
function theBlank(): Blank {
  if (blank !== undefined) return blank
  const database = new DatabaseSync(':memory:')
  makeTables(database)
  database.exec('pragma query_only = on')
  return (blank = { ...connectionTo(database), image: database.serialize() })
}

const DURABLE = 'pragma journal_mode = wal; pragma synchronous = full'

/** For one process and one life: nothing is waited for, and nobody else may look. */
const FLEETING = `pragma locking_mode = exclusive; pragma journal_mode = memory;
  pragma synchronous = off; pragma cache_size = -32000`

function openDatabase(path: string, durable: boolean): Connection {
  const database = new DatabaseSync(path)
  database.exec('pragma foreign_keys = on')
  if (path === ':memory:') database.deserialize(theBlank().image)
  else {
    database.exec(durable ? DURABLE : FLEETING)
    makeTables(database)
  }
  return connectionTo(database)
}

/**
 * Opens (and creates) a database file, or `:memory:`. One in memory holds 1 GiB at most; whoever
 * needs more gives a file.
 * @param durable false when the books need not outlive the machine: nobody waits for the disk then
 */
export function openStore(path: string, { durable = true } = {}): Store {
  // In memory the blank is read until something is written: many parties only ever look.
  let own = path === ':memory:' ? undefined : openDatabase(path, durable)
  const reading = (): Connection => own ?? theBlank()
  const writing = (): Connection => (own ??= openDatabase(path, durable))
  let waiting: Waiting[] = []

  function flush(): void {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    const { database } = writing()
    try {
      database.exec('begin immediate')
      const outcomes = batch.map(perform)
      database.exec('commit')
      for (const outcome of outcomes) outcome()
    } catch (reason) {
      // Closed, full, or another process writes: nothing is on disk, and whoever waits must hear.
      if (database.isOpen && database.isTransaction) database.exec('rollback')
      for (const item of batch) item.reject(reason)
    }
  }

  /** One work in its own savepoint; what it came to is told after the commit. */
  function perform(item: Waiting): () => void {
    const { prepared } = writing()
    prepared('savepoint work').run()
    try {
      const result = item.work()
      prepared('release work').run()
      return () => item.resolve(result as never)
    } catch (reason) {
      prepared('rollback to work').run()
      prepared('release work').run()
      return () => item.reject(reason)
    }
  }

  return {
    all: <Row>(sql: string, ...values: SqlValue[]) =>
      reading().prepared(sql).all(...values) as Row[],
    get: <Row>(sql: string, ...values: SqlValue[]) =>
      reading().prepared(sql).get(...values) as Row | undefined,
    run(sql, ...values) {
      writing().prepared(sql).run(...values)
    },
    commit: <Result>(work: () => Result) =>
      new Promise<Result>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush)
        waiting.push({ work, resolve, reject })
      }),
    close() {
      flush()
      writing().database.close()
    },
  }
}
