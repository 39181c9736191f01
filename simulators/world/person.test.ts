import { describe, expect, test } from 'vitest'
import { allAreas } from '../../contracts/areas.ts'
import { checkDigit, identityNumber } from './identity-number.ts'
import { personAt } from './person.ts'

const traits = { insuplc_admdvs: '210300', insutype: '310' }

describe('an invented person', () => {
  test('is the same for the same seed and index, and another for another', () => {
    expect(personAt(7, 3, traits)).toEqual(personAt(7, 3, traits))
    expect(personAt(7, 4, traits).psn_no).not.toBe(personAt(7, 3, traits).psn_no)
    expect(personAt(8, 3, traits).psn_no).not.toBe(personAt(7, 3, traits).psn_no)
  })

  test('has an identity number that passes the checksum and belongs to nobody', () => {
    const regions = new Set(allAreas().map((area) => area.code.slice(0, 2)))
    for (let index = 0; index < 500; index += 1) {
      const { certno, brdy, gend } = personAt(1, index, traits)
      expect(certno).toMatch(/^\d{17}[\dX]$/)
      expect(certno[17]).toBe(checkDigit(certno.slice(0, 17)))
      expect(certno.slice(6, 14)).toBe(brdy.replaceAll('-', ''))
      expect(Number(certno[16]) % 2).toBe(gend === '1' ? 1 : 0)
      // No province begins with these digits, so the number was never issued.
      expect(regions.has(certno.slice(0, 2))).toBe(false)
    }
  })

  test('has a Chinese name', () => {
    for (let index = 0; index < 100; index += 1) {
      expect(personAt(1, index, traits).psn_name).toMatch(/^[\u4e00-\u9fff]{2,4}$/)
    }
  })
})

test('forty thousand people share no number', () => {
  const people = Array.from({ length: 40_000 }, (_, index) => {
    const sex = index % 2 === 0 ? '1' : '2'
    return identityNumber(`19${50 + (index % 40)}-01-01`, index, sex)
  })
  expect(new Set(people).size).toBe(people.length)
  const cards = Array.from({ length: 3000 }, (_, index) => personAt(1, index, traits))
  for (const field of ['card_no', 'certno', 'psn_no', 'ecToken'] as const) {
    expect(new Set(cards.map((person) => person[field])).size).toBe(cards.length)
  }
})

test('the check digit is that of the standard', () => {
  // A published worked example of GB 11643: 11010519491231002 has the check digit X.
  expect(checkDigit('11010519491231002')).toBe('X')
  expect(identityNumber('1980-01-02', 7, '2')).toHaveLength(18)
})
