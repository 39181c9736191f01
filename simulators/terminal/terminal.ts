/**
 * The card terminal at the desk: reads a test person's social-security card, ID card or e-voucher,
 * and decodes the e-voucher's QR code (6101). Records come as the reader's library gives them,
 * fields separated by `|`.
 */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { Handler, RequestEnvelope, WireResponse } from '../../contracts/exchange.ts'

/** QR codes of e-vouchers begin like this here; any other code is no e-voucher. */
const QR_PREFIX = 'QR'

/** The terminal as a handler: `GET ReadCardBas`, `GET ReadSFZ`, and `POST` for 6101. */
export function createTerminal(persons: readonly InsuredPerson[]): Handler {
  const byCertno = new Map(persons.map((person) => [person.certno, person]))
  const byQrCode = new Map(persons.map((person) => [qrCodeOf(person), person]))
  return async (request) => {
    // Put together as text, because a path of two slashes would name another host.
    const url = new URL(`http://terminal${request.path.startsWith('/') ? '' : '/'}${request.path}`)
    if (request.method === 'POST') return decodeQr(byQrCode, request.body)
    const person = byCertno.get(url.searchParams.get('certno') ?? '')
    if (person === undefined) return text(404, '-1|未放置卡片：请用certno=证件号码选择测试人员')
    if (url.pathname.endsWith('/ReadCardBas')) return text(200, cardRecord(person))
    if (url.pathname.endsWith('/ReadSFZ')) return text(200, identityRecord(person))
    if (url.pathname.endsWith('/ShowQrCode')) return text(200, qrCodeOf(person))
    return text(404, '-1|没有该功能：可用ReadCardBas、ReadSFZ、ShowQrCode')
  }
}

/** What a person's telephone shows. */
export function qrCodeOf(person: InsuredPerson): string {
  return QR_PREFIX + person.ecToken.slice(2, 26)
}

/** Eleven fields: issuing area, ID number, card number, card_sn, name, …, terminal numbers. */
function cardRecord(person: InsuredPerson): string {
  return [
    person.insuplc_admdvs,
    person.certno,
    person.card_no,
    person.card_sn,
    person.psn_name,
    '0081544C4986843700',
    '2.00',
    '20200101',
    '20300101',
    '000000000001',
    '000000000001',
  ].join('|')
}

/** Nine fields of an ID card: name, sex, nation, birthday, address, number, issuer, from, to. */
function identityRecord(person: InsuredPerson): string {
  return [
    person.psn_name,
    person.gend,
    person.naty,
    person.brdy.replaceAll('-', ''),
    '合成地址',
    person.certno,
    '合成公安局',
    '20200101',
    '20400101',
  ].join('|')
}

function decodeQr(
  byQrCode: ReadonlyMap<string, InsuredPerson>,
  body: string | Uint8Array,
): WireResponse {
  const code = scannedCode(body)
  if (code === undefined) {
    const err_msg = '终端只接受6101：input.InData.businessInfo为扫到的码'
    return json(200, { infcode: -1, err_msg, output: null })
  }
  const person = byQrCode.get(code)
  if (person === undefined) {
    // The recorded answer of a real terminal to a wrong QR code.
    return json(200, { code: 500159, success: false, message: '请使用医保电子凭证二维码' })
  }
  return json(200, {
    infcode: 0,
    err_msg: '',
    output: {
      OutData: {
        userName: person.psn_name,
        idNo: person.certno,
        idType: person.psn_cert_type,
        ecToken: person.ecToken,
        insuOrg: person.insuplc_admdvs,
        gender: person.gend,
        birthday: person.brdy,
      },
    },
  })
}

function scannedCode(body: string | Uint8Array): string | undefined {
  try {
    const envelope = JSON.parse(String(body)) as Partial<RequestEnvelope>
    const data = envelope.input?.['InData'] as { businessInfo?: unknown } | undefined
    const code = data?.businessInfo
    return envelope.infno === '6101' && typeof code === 'string' ? code : undefined
  } catch {
    return undefined
  }
}

function text(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
}

function json(status: number, body: unknown): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  }
}
