import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from './store.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'liantiao-store-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const bury = "insert into tombstone (msgid, fixmedins_code) values (?, 'H')"
const graves = 'select msgid from tombstone order by msgid'

describe('a store', () => {
  test('commits the works of one turn together, and undoes alone the one that throws', async () => {
    const store = openStore(join(dir, 'a.sqlite'))
    const works = ['1', '2', '3'].map((msgid) =>
      store.commit(() => {
        store.run(bury, msgid)
        if (msgid === '2') throw new RangeError('no')
        return msgid
      }),
    )
    const outcomes = await Promise.allSettled(works)
    expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(store.all(graves)).toEqual([{ msgid: '1' }, { msgid: '3' }])
    store.close()
  })

  test('has on disk what it has acknowledged', async () => {
    const path = join(dir, 'b.sqlite')
    const store = openStore(path)
    await store.commit(() => store.run(bury, 'kept'))
    // The first one is left open, as after a crash: the second reads what is on disk.
    const after = openStore(path)
    expect(after.all(graves)).toEqual([{ msgid: 'kept' }])
    after.close()
    store.close()
  })

  test.for(['settlement', 'posting', 'accumulation'])(
    'refuses to change or delete a row of %s',
    async (table) => {
      const store = openStore(join(dir, `${table}.sqlite`))
      await store.commit(() => {
        store.run(
          `insert into settlement values ('s', 'forward', null, 'm', '2207', 'v', 'p', 'h', 'c',
           'a', '310', '11', 't', 100, 50, 0, 50, '{}')`,
        )
        store.run("insert into posting (setl_id, account, amount_fen) values ('s', 'x', 1)")
        store.run(
          `insert into accumulation (psn_no, insutype, year, kind, change, source)
           values ('p', '310', '2026', 'poolFen', 1, 's')`,
        )
      })
      const column = table === 'accumulation' ? 'psn_no' : 'setl_id'
      for (const sql of [`update ${table} set ${column} = 'z'`, `delete from ${table}`]) {
        await expect(store.commit(() => store.run(sql))).rejects.toThrow(/never/)
      }
      store.close()
    },
  )

  test('lets a settlement be undone once only', async () => {
    const store = openStore(':memory:')
    const undo = (id: string) =>
      `insert into settlement values ('${id}', 'refund', 's', 'm${id}', '2208', 'v', 'p', 'h', 'c',
       'a', '310', '11', 't', -100, -50, 0, -50, '{}')`
    await store.commit(() => {
      store.run(
        `insert into settlement values ('s', 'forward', null, 'm', '2207', 'v', 'p', 'h', 'c', 'a',
         '310', '11', 't', 100, 50, 0, 50, '{}')`,
      )
      store.run(undo('r1'))
    })
    await expect(store.commit(() => store.run(undo('r2')))).rejects.toThrow(/UNIQUE/)
    store.close()
  })

  test('tells whoever waits when another process keeps the file to itself', async () => {
    const path = join(dir, 'busy.sqlite')
    const store = openStore(path)
    const other = openStore(path)
    other.all('begin immediate')
    await expect(store.commit(() => store.run(bury, 'a'))).rejects.toThrow(/locked|busy/)
    other.all('rollback')
    await store.commit(() => store.run(bury, 'b'))
    expect(store.all(graves)).toEqual([{ msgid: 'b' }])
    other.close()
    store.close()
  })

  test('writes what waits before it closes, and refuses what comes later', async () => {
    const path = join(dir, 'closing.sqlite')
    const store = openStore(path)
    const last = store.commit(() => store.run(bury, 'last'))
    store.close()
    await last
    await expect(store.commit(() => store.run(bury, 'late'))).rejects.toThrow(/not open/)
    const after = openStore(path)
    expect(after.all(graves)).toEqual([{ msgid: 'last' }])
    after.close()
  })
})
