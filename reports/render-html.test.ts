import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { exchange, sampleExchanges, sampleRun } from './fixture.ts'
import { renderHtml } from './render-html.ts'

const run = sampleRun()
const exchanges = sampleExchanges()
const page = renderHtml(run, exchanges, { titles: { '2207': '门诊结算' } })
/** The page without the bodies of messages, which browsers keep as inert text. */
const visible = page.replace(/<script type="application\/json">[^<]*<\/script>/g, '')

test('the first screen says the decision, who was tested and how to repeat it', () => {
  const start = page.slice(page.indexOf('<main>'), page.indexOf('id="requirements"'))
  for (const words of [
    '不予接入', '示例市第一人民医院', 'national-2.0', '0.1.0', '20260101', 'hospital',
    '2026-03-02 08:00:00', '¥15,683.09', '必填字段不得为空', '总额等于明细之和', '缺少必填项：证件号码',
  ]) expect(start).toContain(words)
  for (const [verdict, count] of Object.entries(run.summary.verdicts)) {
    expect(start).toContain(`<li class="${verdict}"><b>${count}</b>`)
  }
})

test.each([
  ['granted', '准予接入'],
  ['refused', '不予接入'],
  ['inconclusive', '结论待定'],
] as const)('a run that is %s reads %s', (decision, words) => {
  const section = renderHtml({ ...run, decision }, []).split('<dl')[0]
  expect(section).toContain(`<section class="decision ${decision}">`)
  expect(section).toContain(words)
})

test('no tag and no attribute comes from the data', () => {
  const allowed = new Set(
    ('html head meta style title body header h1 button noscript p main section span ul li div dl ' +
      'dt dd h2 h3 h4 b strong bdi code small a table thead tbody tr th td details summary time ' +
      'template script').split(' '),
  )
  const outside = visible.replace(/<(style|script)>.*?<\/\1>/gs, '<$1></$1>')
  const tags = [...outside.matchAll(/<([a-z!][^\s>]*)([^>]*)>/gi)]
  expect(tags.length).toBeGreaterThan(200)
  for (const [tag, name, attributes] of tags) {
    if (tag === '<!doctype html>') continue
    expect(allowed, tag).toContain(name)
    const names = attributes?.replace(/"[^"]*"/g, '')
    expect(names, tag).not.toMatch(/\s(on\w+|src|srcdoc|style|action)\s*=|['"]/i)
  }
  for (const [, target] of outside.matchAll(/ href="([^"]*)"/g)) {
    expect(target).toMatch(/^#[cx]\d+$|^#requirements$/)
  }
})

test('script elements are ours alone: one program, and inert data for each exchange', () => {
  expect(page.match(/<script>/g)).toHaveLength(1)
  expect(page.match(/<script type="application\/json">/g)).toHaveLength(exchanges.length)
  expect(page.match(/<\/script/gi)).toHaveLength(exchanges.length + 1)
})

test('bodies come back from the page exactly as recorded', () => {
  const bodies = [...page.matchAll(/<script type="application\/json">([^<]*)<\/script>/g)]
  const back = bodies.map(([, json]) => JSON.parse(json ?? '') as unknown)
  expect(back).toHaveLength(exchanges.length)
  for (const { request, response } of exchanges) expect(back).toContainEqual({ request, response })
})

test('the policy forbids every request and permits exactly our style and script', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
  expect(policy).toContain('default-src &#39;none&#39;')
  expect(policy).not.toContain('unsafe')
  for (const kind of ['style', 'script']) {
    const source = new RegExp(`<${kind}>(.*?)</${kind}>`, 's').exec(page)?.[1] ?? ''
    const hash = createHash('sha256').update(source).digest('base64')
    expect(source.length).toBeGreaterThan(1000)
    expect(policy).toContain(`${kind}-src &#39;sha256-${hash}&#39;`)
  }
  expect(page).not.toMatch(/https?:|url\(|@import/)
})

test('invisible and right-to-left marks of the data are written out', () => {
  expect(visible).toContain('⟨U+202E⟩gpj⟨U+0007⟩')
  expect(visible).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
})

test('a very long value is folded', () => {
  expect(visible).toMatch(/<details class="fold"><summary><bdi>9{80}<\/bdi>… \(4000 /)
})

test('failing cases come first and open, the others closed', () => {
  const cases = [...page.matchAll(/<details class="case (\w+)" id="c\d+"[^>]*?( open)?>/g)]
  expect(cases.map(([, verdict, open]) => `${verdict}${open ?? ''}`)).toEqual([
    'fail open', 'error open', 'inconclusive', 'skip', ...Array<string>(6).fill('pass'),
  ])
})

test('every link has its target and no target occurs twice', () => {
  const ids = [...visible.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const targets = [...visible.matchAll(/ href="#([^"]*)"/g)].map(([, target]) => target)
  expect(targets).toContain('x6')
  for (const target of targets) expect(ids).toContain(target)
})

test('an exchange knows where findings point, and what became of it', () => {
  expect(page).toMatch(/id="x6" data-pointers="\[&quot;\/input\/data\/medfee_sumamt&quot;\]"/)
  for (const outcome of ['accepted', 'rejected', 'unreadable', 'lostRequest', 'lostAnswer']) {
    expect(page).toContain(`class="outcome ${outcome}"`)
  }
  expect(page).toContain('门诊结算')
})

test('an exchange that the transcript lacks is named, one of no case is still shown', () => {
  expect(page).toMatch(/记录中缺少的报文：.*99/)
  expect(page.indexOf('id="x11"')).toBeGreaterThan(page.indexOf('不属于任何用例的报文'))
})

test('two cases that share an exchange show it once', () => {
  const cases = run.cases.map((result) => ({ ...result, exchanges: [1] }))
  const shared = renderHtml({ ...run, cases }, exchanges.slice(0, 1))
  expect(shared.match(/id="x1"/g)).toHaveLength(1)
  expect(shared).toContain('与其他用例共有的报文')
})

test('a planted defect is announced, so that a self-test is never taken for evidence', () => {
  expect(page).not.toContain('role="alert"')
  const planted = renderHtml({ ...run, target: { ...run.target, defect: 'rounds-up' } }, [])
  expect(planted).toMatch(/role="alert">.*rounds-up/)
})

test('the page starts in the language asked for and holds both', () => {
  expect(page).toContain('<html lang="zh-CN">')
  const english = renderHtml(run, exchanges, { lang: 'en' })
  expect(english).toContain('<html lang="en">')
  for (const words of ['不予接入', 'Not admitted', 'Mandatory fields are filled']) {
    expect(english).toContain(words)
  }
})

test('an amount that is not whole fen is refused', () => {
  const summary = { ...run.summary, settledFen: 0.5 }
  expect(() => renderHtml({ ...run, summary }, [])).toThrow(RangeError)
})

test('five thousand exchanges cost little more than their bodies', () => {
  const many = Array.from({ length: 5000 }, (_, index) => exchange(index + 1, '2207'))
  const bodies = many.map(({ request, response }) => JSON.stringify({ request, response }).length)
  const total = bodies.reduce((sum, length) => sum + length, 0)
  expect(renderHtml(run, many).length - page.length).toBeLessThan(total + 5000 * 700)
})
