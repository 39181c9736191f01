/** Institutions on the wire: a detail file up, its differences down, and what the days came to. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SENDER, openBench } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { book } from '../books.ts'
import { unzipped, zipped } from '../files/zip.ts'
import type { Settled } from '../settled.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { runDayEnd } from './day-end.ts'
import { sourceOf } from './sources.ts'
import { rowOf } from '../testing-rows.ts'
import { DAY, settled, undo } from './testing-rows.ts'

const { fixmedins_code } = SENDER
let bench: Bench
let platform: Store
beforeEach(() => {
  bench = openBench({ startsAt: '2026-03-03 08:00:00' })
  platform = bench.country.stores.get('platform') as Store
})
afterEach(() => bench.country.close())

function post(rows: readonly Settled[], store = platform): Promise<void> {
  return store.commit(() => rows.forEach((row) => book(store, rowOf(row), [])))
}

const line = (row: Settled, own: Partial<Record<number, string>> = {}) =>
  [
    row.setlId, row.visitId, row.psnNo, String(row.feeFen / 100), String(row.fundFen / 100),
    String(row.accountFen / 100), row.kind === 'forward' ? '0' : '1',
  ].map((cell, column) => own[column] ?? cell).join('\t')

async function say(infno: string, input: object) {
  const answer = await bench.say(infno, null, input)
  expect(answer, infno).toBeDefined()
  return { message: answer?.err_msg ?? '', output: answer?.output as Record<string, never> | null }
}

async function upload(text: string | Uint8Array, name = '对账明细.zip') {
  const content = typeof text === 'string' ? zipped('明细.txt', Buffer.from(text, 'utf8')) : text
  const input = { in: Buffer.from(content).toString('base64'), filename: name, fixmedins_code }
  return say('9101', { fsUploadIn: input })
}

function totals(rows: readonly Settled[], own: object = {}) {
  const sum = (name: 'feeFen' | 'fundFen' | 'cashFen') =>
    rows.reduce((total, row) => total + row[name], 0) / 100
  return {
    setl_optins: '520100', stmt_begndate: DAY, stmt_enddate: DAY, clr_type: '11',
    medfee_sumamt: sum('feeFen'), fund_pay_sumamt: sum('fundFen'), cash_payamt: sum('cashFen'),
    fixmedins_setl_cnt: rows.reduce((count, row) => count + (row.kind === 'forward' ? 1 : -1), 0),
    refd_setl_flag: '0', fixmedins_refd_setl_flag: '0', ...own,
  }
}

/** Uploads rows and compares them. */
async function compare(rows: readonly Settled[], text = rows.map((row) => line(row)).join('\n')) {
  const { output } = await upload(text)
  return say('3202', { data: totals(rows, { file_qury_no: output?.['file_qury_no'] }) })
}

async function rowsIn(file: Record<string, string>): Promise<string[][]> {
  const { file_qury_no, filename } = file
  const { output } = await say('9102', { fsDownloadIn: { file_qury_no, filename, fixmedins_code } })
  const content = unzipped(Buffer.from(String(output?.['in']), 'base64'), 1_000_000)
  const text = Buffer.from(content).toString('utf8')
  return text.split('\n').slice(0, -1).map((row) => row.split('\t'))
}

test('equal lists leave nothing to fetch, refunds as two rows (RULE-169, RULE-170)', async () => {
  const rows = [settled(1), settled(2), undo(settled(2))]
  await post(rows)
  expect(await compare(rows)).toEqual({ message: '', output: {} })
})

test('each unequal row comes back with the message that a reversal names (RULE-171)', async () => {
  await post([settled(1), settled(2), settled(4), undo(settled(4))])
  const mine = [settled(1, { fundFen: 6001 }), settled(3)]
  const { output } = await compare(mine)
  expect(await rowsIn(output?.['fileinfo'] as never)).toEqual([
    ['P0001', 'V0001', 'S0001', 'M0001', '1', '0', '基金支付总额中心60.00机构60.01', '100.00',
      '60.00', '10.00'],
    ['P0002', 'null', 'null', 'M0002', '1', '0', '机构无此记录', '100.00', '60.00', '10.00'],
    ['P0003', 'V0003', 'S0003', 'null', '1', '0', '中心无此记录', '100.00', '60.00', '10.00'],
  ])
})

test('the day is that of the settlement time, to the second (RULE-168)', async () => {
  const last = settled(1, { settledAt: `${DAY} 23:59:59` })
  await post([last, settled(2, { settledAt: '2026-03-03 00:00:00' })])
  expect((await compare([last])).output).toEqual({})
})

describe('a list is refused in one sentence', () => {
  const one = settled(1)
  beforeEach(() => post([one, undo(one)]))

  test.each([
    ['a column too few', '1\t2\t3\t4\t5\t6', '第1行：应有7列'],
    ['a cell that is no amount', line(one, { 4: '6O' }), 'fund_pay_sumamt不是金额'],
    ['an empty number', line(one, { 0: 'null' }), 'setl_id为空'],
    ['a flag that is none', line(one, { 6: '2' }), 'refd_setl_flag应为0或1'],
    ['a negative row without the flag', line(undo(one), { 6: '0' }), '金额为负'],
    ['a row twice', `${line(one)}\n${line(one)}`, '第2行：结算ID S0001重复'],
    ['nothing at all', '', '文件没有明细行'],
  ])('%s', async (_, text, words) => {
    expect((await compare([one], text)).message).toContain(words)
  })

  test('not UTF-8, or no whole ZIP', async () => {
    for (const [bytes, words] of [
      [Buffer.from([0xbd, 0xe1, 0xcb, 0xe3]), 'UTF-8'],
      [zipped('a', Buffer.from(line(one))).subarray(0, 60), 'ZIP'],
    ] as const) {
      const { output } = await upload(bytes)
      const data = totals([one], { file_qury_no: output?.['file_qury_no'] })
      expect((await say('3202', { data })).message).toContain(words)
    }
  })

  test('another sum or count than the message says', async () => {
    const text = line(settled(2))
    const other = [settled(2), settled(3)]
    expect((await compare(other, text)).message).toContain('medfee_sumamt文件合计100，报文200')
    const same = [settled(2), settled(3, { feeFen: 0, fundFen: 0, cashFen: 0 })]
    expect((await compare(same, text)).message).toContain('fixmedins_setl_cnt文件合计1，报文2')
  })

  test('a refunded settlement without its negative row (RULE-170)', async () => {
    expect((await compare([one])).message).toContain('S0001已退费，缺少对应的负数行')
    const marked = line(settled(9), { 6: '1' })
    expect((await compare([settled(9)], marked)).message).toContain('S0009已退费')
  })

  test('a file that is not there, or no longer (RULE-246)', async () => {
    const unknown = totals([one], { file_qury_no: '520100' })
    expect((await say('3202', { data: unknown })).message).toContain('文件不存在')
    const { output } = await upload(line(one))
    bench.clock.set('2026-03-20 08:00:00')
    const data = totals([one], { file_qury_no: output?.['file_qury_no'] })
    expect((await say('3202', { data })).message).toContain('已过下载截止时间')
  })
})

test('the same content has the same number, for its institution only (RULE-246)', async () => {
  const first = await upload(line(settled(1)))
  const again = await upload(line(settled(1)))
  expect(again.output?.['file_qury_no']).toBe(first.output?.['file_qury_no'])
  expect(String(first.output?.['file_qury_no'])).toHaveLength(30)
  const input = { in: 'AAAA', filename: 'a', fixmedins_code: 'P52010000002' }
  expect((await say('9101', { fsUploadIn: input })).message).toContain('只能由本机构')
  const file_qury_no = first.output?.['file_qury_no']
  const other = bench.message('9102', null, {
    fsDownloadIn: { file_qury_no, filename: 'a', fixmedins_code: 'P52010000002' },
  })
  const answer = await bench.send({ ...other, fixmedins_code: 'P52010000002' })
  expect(answer?.err_msg).toContain('文件不存在')
})

test('bytes come as Base64 or as a list; anything else and too much is refused', async () => {
  const send = (bytes: unknown) =>
    say('9101', { fsUploadIn: { in: bytes, filename: 'a.txt', fixmedins_code } })
  const list = await send([...Buffer.from('结算', 'utf8')])
  const signed = await send([...new Int8Array(Buffer.from('结算', 'utf8'))])
  const text = await send(Buffer.from('结算', 'utf8').toString('base64'))
  const numbers = [list, signed, text].map(({ output }) => output?.['file_qury_no'])
  expect(new Set(numbers).size).toBe(1)
  expect((await send('结算')).message).toContain('Base64')
  expect((await send('')).message).toContain('文件为空')
  const large = Buffer.alloc(2 * 1024 * 1024 + 1).toString('base64')
  expect((await send(large)).message).toContain('文件过大')
})

describe('after the day’s end', () => {
  const lost = settled(7, { settledAt: `${DAY} 20:00:00` })
  beforeEach(async () => {
    const insured = openStore(':memory:')
    const common = [settled(1), settled(2)]
    await post(common)
    await post([...common, lost], insured)
    const sources = {
      placeOfCare: sourceOf([platform]),
      hub: sourceOf([platform]),
      insuredPlace: sourceOf([insured]),
    }
    await runDayEnd(DAY, sources, platform, bench.clock)
    insured.close()
  })

  test('3209A names what failed between three parties (RULE-167)', async () => {
    const data = { clr_type: '11', begndate: DAY, enddate: DAY, clr_optins: '210300' }
    const failed = await say('3209A', { data })
    expect(failed.output).toEqual({ selt_list: [{ setlId: 'S0007', insuAdmdvs: '210300' }] })
    const elsewhere = await say('3209A', { data: { ...data, clr_optins: '120000' } })
    expect(elsewhere.output).toEqual({ selt_list: [] })
  })

  test('13203 tells every row, what only others have with its message (RULE-171)', async () => {
    const ask = (own: object) => say('13203', { data: { stmt_date: DAY, ...own } })
    const all = (await ask({})).output as unknown as Record<string, string>[]
    expect(all.map((row) => [row['setl_id'], row['stmt_rslt'], row['msg_id']])).toEqual([
      ['S0001', '0', 'M0001'], ['S0002', '0', 'M0002'], ['', '1', 'M0007'],
    ])
    const second = (await ask({ page_size: '2', page_num: '2', clr_pay_loc: '4' })).output
    expect(second).toHaveLength(1)
    expect((await ask({ stmt_rslt: '0', insutype: '390' })).output).toEqual([])
    expect((await say('13203', { data: { stmt_date: '2026-02-01' } })).message)
      .toContain('2026-02-01的日对账尚未完成')
  })
})

test('3211 compares a period and 3212 has its three lists (RULE-169, RULE-171)', async () => {
  await post([settled(1), settled(2)])
  const mine = [settled(1, { cashFen: 0, feeFen: 7000 }), settled(3)]
  const { output } = await upload(mine.map((row) => line(row)).join('\r\n'))
  const started = await say('3211', { data: {
    clr_begin_ymd: DAY, clr_end_ymd: DAY, file_qury_no: output?.['file_qury_no'],
    upload_file_name: '对账明细.zip',
  } })
  const { fileinfo } = started.output as unknown as { fileinfo: { task_key: string } }
  const { task_key } = fileinfo
  const asked = await say('3212', { data: { task_key } })
  const told = asked.output?.['fileinfo'] as never as Record<string, string>
  expect(told).toMatchObject({ check_state: '1', task_status: '1' })
  const lists = []
  for (const number of ['1', '2', '3']) {
    const file_qury_no = told[`file_qury_no${number}`] ?? ''
    lists.push((await rowsIn({ file_qury_no, filename: 'x' })).map(([psnNo]) => psnNo))
  }
  expect(lists).toEqual([['P0001'], ['P0002'], ['P0003']])
  expect((await say('3212', { data: { task_key: 'none' } })).message).toContain('不存在')
})
