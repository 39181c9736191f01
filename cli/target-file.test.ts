import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TARGET_EXAMPLE } from './certify.ts'
import { readTarget } from './target-file.ts'
import { inDirectory } from './testing.ts'
import { UsageError } from './texts.ts'

const sound = TARGET_EXAMPLE

/** Line of the first occurrence of a text in the sound file. */
const line = (text: string) => sound.slice(0, sound.indexOf(text)).split('\n').length

/** What is wrong, the file, and the words its one line must have besides the file's name. */
const FAULTS: readonly (readonly [string, string | Uint8Array, readonly string[]])[] = [
  ['is empty', '', [':1：', '文件为空', 'liantiao certify --help']],
  ['is no YAML', 'kind: [a', ['不是合法的YAML', ':1:']],
  ['names a key twice', 'a: 1\na: 2\n', [':2:', '不是合法的YAML']],
  ['uses an alias nobody set', 'a: *b\n', ['不是合法的YAML', 'b']],
  ['is two documents', 'a: 1\n---\nb: 1\n', ['不是合法的YAML', ':2:']],
  ['is a list', '- 1\n', [':1：', '类型不符', 'object']],
  ['is one word', 'hello\n', [':1：', '类型不符', 'object']],
  ['is not UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xb9, 0xfe]), ['不是UTF-8', '另存为']],
  ['misses a key', sound.replace(/^name:.*\n/m, ''), [':1：', 'name', '必填项缺失']],
  ['names an unknown key', `${sound}nmae: x\n`, [`:${sound.split('\n').length}：`, 'nmae', '没有此键']],
  ['names an unknown key further in', sound.replace('tier: 3', 'tier: 3\n    teir: 3'),
    [`:${line('tier: 3') + 1}：`, 'institutions.0.teir', '没有此键', 'tier']],
  ['misses a key further in', sound.replace(/^ +admdvs:.*\n/m, ''),
    [`:${line('- fixmedins_code')}：`, 'institutions.0.admdvs', '必填项缺失']],
  ['has a number for a text', sound.replace("'520100'", '520100'),
    [`:${line('admdvs')}：`, 'institutions.0.admdvs', '类型不符', '请加引号']],
  ['has a text for a number', sound.replace('port: 18080', 'port: high'),
    [`:${line('port: 18080')}：`, 'platform.port', '类型不符', 'integer']],
  ['has a port beyond the last', sound.replace('port: 18080', 'port: 70000'),
    [`:${line('port: 18080')}：`, 'platform.port', '65535']],
  ['names an area that does not exist', sound.replace("'520100'", "'999999'"),
    [`:${line('admdvs')}：`, 'institutions.0.admdvs', '没有医保区划999999']],
  ['has no hospital', sound.replace('type: hospital', 'type: pharmacy'),
    [`:${line('- fixmedins_code')}：`, 'institutions', '至少一家医院']],
  ['has no institution', sound.replace(/institutions:\n(?: .*\n)+/, 'institutions: []\n'),
    [`:${line('institutions')}：`, 'institutions']],
  ['has a bad institution code', sound.replace('H52010000001', 'X1'),
    [`:${line('- fixmedins_code')}：`, 'institutions.0.fixmedins_code', '"X1"']],
  ['names an institution twice',
    sound.replace(/( {2}- fixmedins_code:(?:.*\n)+?)platform/, '$1$1platform'),
    ['institutions.1.fixmedins_code', '重复']],
  ['names an unknown driver', sound.replace('kind: http', 'kind: telepathy'),
    [`:${line('kind: http')}：`, 'driver.kind', 'example, http']],
  ['misses the address of the driver', sound.replace(/^ +url:.*\n/m, ''),
    ['driver.url', '必填项缺失']],
  ['has half an address', sound.replace(/url: .*/, "url: 'http://'"),
    [`:${line('url:')}：`, 'driver.url', '不是完整的地址']],
  ['has an address of another kind', sound.replace(/url: .*/, 'url: ftp://x'), ['driver.url']],
  ['has no patience', `${sound}  timeoutMs: 0\n`, ['driver.timeoutMs']],
  ['names an unknown defect',
    sound.replace('kind: http', 'kind: example').replace(/url: .*/, 'defect: x'),
    [`:${line('url:')}：`, 'driver.defect', '没有缺陷x', 'line-rounding']],
  ['lets the bundled hospital play another institution',
    sound.replace('kind: http', 'kind: example').replace(/ +url: .*\n/, '')
      .replace('H52010000001', 'H11010000009'),
    [`:${line('- fixmedins_code')}：`, 'institutions.0.fixmedins_code', 'H52010000001']],
]

test.for(FAULTS)('one line says what is wrong when the file %s', ([, content, words]) =>
  inDirectory(async (dir) => {
    const path = join(dir, 'a.yaml')
    writeFileSync(path, content)
    const fault = faultOf(path)
    expect(fault.said.zh.startsWith(`${path}`)).toBe(true)
    for (const word of words) expect(fault.said.zh).toContain(word)
    expect(`${fault.said.zh}${fault.said.en}`).not.toContain('\n')
    expect(withoutActual(fault.said.en)).not.toMatch(/[\u4e00-\u9fff]/)
  }))

test('a file that is not there or is a directory is told apart', () =>
  inDirectory(async (dir) => {
    expect(faultOf(join(dir, 'none.yaml')).said.zh).toContain('文件不存在')
    mkdirSync(join(dir, 'sub.yaml'))
    expect(faultOf(join(dir, 'sub.yaml')).said.zh).toContain('是目录')
    expect(faultOf(join(dir, 'sub.yaml', 'x')).said.zh).toContain('文件不存在')
  }))

test('the example in the help is a target file', () =>
  inDirectory(async (dir) => {
    const path = join(dir, 'a.yaml')
    writeFileSync(path, sound)
    expect(readTarget(path).driver).toEqual({ kind: 'http', url: 'http://127.0.0.1:18090' })
    writeFileSync(path, `\ufeff${sound.replaceAll('\n', '\r\n')}`)
    expect(readTarget(path).institutions[0]?.admdvs).toBe('520100')
  }))

function faultOf(path: string): UsageError {
  try {
    readTarget(path)
  } catch (reason) {
    if (reason instanceof UsageError) return reason
    throw reason
  }
  throw new Error(`${path} was read without a fault`)
}

/** The value that was seen may be Chinese in an English line. */
function withoutActual(text: string): string {
  return text.replace(/, got .*/, '')
}
