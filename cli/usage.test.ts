import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { here, inDirectory } from './testing.ts'

/** As the help lists them, so that a command that is added is held to the same. */
const listed = /^命令:\n((?: .*\n)+)/m.exec((await here(['--help'])).out)?.[1] ?? ''
const COMMANDS = [...listed.matchAll(/^ {2}([a-z]+) /gm)]
  .flatMap(([, name]) => (name === undefined || name === 'help' ? [] : [name]))

/** A wrong command line, and what its one line must say in each language. */
const WRONG: readonly (readonly [string, string, string])[] = [
  ['frobnicate', '没有命令frobnicate', "unknown command 'frobnicate'"],
  ['certfy', '是否想用certify', 'did you mean certify'],
  ['certify --frob', '没有选项--frob', "unknown option '--frob'"],
  ['certify --onyl', '是否想用--only', 'did you mean --only'],
  ['certify a b', '命令certify的参数过多', 'too many arguments'],
  ['certify none.yaml', 'none.yaml：文件不存在', 'no such file'],
  ['certify --suite x', '--suite x：没有该取值；可用：hospital', 'there are: hospital'],
  ['certify --seed', '选项--seed <n>缺少值', 'argument missing'],
  ['certify --seed x', '--seed x：应为', 'a whole number'],
  ['certify --seed -1', '--seed -1：应为', 'a whole number'],
  ['certify --seed 1.5', '--seed 1.5：应为', 'a whole number'],
  ['certify --seed 99999999999999999999', '应为', 'a whole number'],
  ['certify --log-level loud', '--log-level loud：没有该取值', 'silent'],
  ['certify --out /proc/none', '--out /proc/none：无法作为目录', 'choose another'],
  ['serve nobody', 'serve nobody：没有该取值；可用：core、province、hospital', 'core, province'],
  ['serve --port 65536', '--port 65536：端口应为', '65535'],
  ['serve --port x', '--port x：端口应为', '65535'],
  ['serve hospital', '需要--core URL', '--core URL is needed'],
  ['serve hospital --core platform', '--core platform：不是http地址', 'not an http address'],
  ['serve hospital --core http://127.0.0.1:1 --defect x', 'no defect "x"', 'no defect "x"'],
  ['serve province --area 1', '--area 1：没有该参保地；可用：120000', 'there are: 120000'],
  ['generate --journeys 0', '--journeys 0：应为不小于1的整数', 'from 1'],
  ['selftest --only nothing', '--only nothing：没有匹配的缺陷', 'no defect matches'],
  ['selftest --seed x', '--seed x：应为', 'a whole number'],
  ['load', '缺少参数<profile>', "missing required argument 'profile'"],
  ['load storm', '没有负载档位', 'no load profile "storm"'],
  ['report', '缺少参数<run>', "missing required argument 'run'"],
  ['report none', '文件不存在', 'no such file'],
  ['report none --format pdf', '--format pdf：没有该取值；可用：html、junit、json', 'html'],
]

test.for(WRONG)('liantiao %s is refused in one line with code 2', async ([words, zh, en]) => {
  const argv = words.split(' ')
  for (const [lang, said] of [['zh', zh], ['en', en]] as const) {
    const { code, out, err } = await here([...argv, '--lang', lang])
    expect(err).toContain(said)
    const lines = err.trimEnd().split('\n')
    expect({ code, out, lines: lines.length }).toEqual({ code: 2, out: '', lines: 1 })
    expect(lines[0]).toMatch(/^liantiao: /)
  }
})

test('an unknown language and a suite without a matching case are refused', async () => {
  expect(await here(['certify', '--lang', 'fr'])).toMatchObject({ code: 2, out: '' })
  await inDirectory(async (dir) => {
    const { code, err } = await here(['certify', '--only', 'nothing/**', '--out', dir])
    expect(code).toBe(2)
    expect(err).toContain('--only：没有匹配的用例')
  })
})

test('an output or data directory that is a file is refused, and the file stays', () =>
  inDirectory(async (dir) => {
    const file = join(dir, 'file')
    writeFileSync(file, 'mine')
    for (const argv of [
      ['certify', '--out', file],
      ['certify', '--out', join(file, 'sub')],
      ['load', 'smoke', '--out', file],
      ['serve', '--data', file],
    ]) {
      const { code, err } = await here(argv)
      expect(code).toBe(2)
      expect(err).toContain(`${argv.at(-1) ?? ''}：无法作为目录`)
    }
    mkdirSync(join(dir, 'x.yaml'))
    expect((await here(['certify', join(dir, 'x.yaml')])).err).toContain('是目录')
  }))

test.for(COMMANDS)('help of %s has an example and each option in both languages', async (name) => {
  const zh = await here([name, '--help'])
  const en = await here([name, '--help', '--lang', 'en'])
  expect([zh.code, zh.err, en.code, en.err]).toEqual([0, '', 0, ''])
  expect(zh.out).toContain('例：')
  expect(en.out).toContain('Example')
  expect(zh.out).toContain(`liantiao ${name}`)
  const options = describedOptions(zh.out)
  expect(options.map(([option]) => option)).toEqual(describedOptions(en.out).map(([one]) => one))
  expect(options.map(([option]) => option)).toContain('--help')
  for (const [, text] of options) expect(text).toMatch(/[\u4e00-\u9fff]/)
  for (const [, text] of describedOptions(en.out)) expect(text).toMatch(/^[\x20-\x7e]+$/)
  expect(zh.out).not.toContain('\u001b')
})

test('help lists every command, and a line without one gets it on standard error', async () => {
  const { code, out } = await here(['--help'])
  expect(code).toBe(0)
  expect(COMMANDS).toEqual(expect.arrayContaining(['certify', 'load', 'report', 'serve']))
  for (const name of COMMANDS) {
    expect(out).toMatch(new RegExp(`^ {2}${name} .*[\u4e00-\u9fff]`, 'm'))
  }
  expect((await here(['help', 'report'])).out).toContain('liantiao report')
  const bare = await here([])
  expect(bare).toMatchObject({ code: 2, out: '' })
  expect(bare.err).toContain(out.trimEnd())
  expect(bare.err.trimEnd().split('\n').at(-1)).toContain('liantiao: 缺少命令')
  expect(await here(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n', err: '' })
})

/** Long name and description of each option, with the lines it was broken into joined. */
function describedOptions(help: string): [string, string][] {
  const section = /^(?:选项|Options):\n((?: .*\n)+)/m.exec(help)?.[1] ?? ''
  return section
    .replace(/\n {10,}/g, ' ')
    .split('\n')
    .flatMap((line): [string, string][] => {
      const [, name, text] = /^ {2}(?:-\w, )?(--[\w-]+)(?: <[^>]+>)? +(.+)$/.exec(line) ?? []
      return name === undefined || text === undefined ? [] : [[name, text]]
    })
}
