/** Defects of the hospital's own books: answers that are read wrongly, rows that are left out. */
import { fenOf } from '../../core/money.ts'
import type { Defect } from './plant.ts'

export const BOOK_DEFECTS: readonly Defect[] = [
  {
    id: 'refund-by-old-id',
    title: {
      zh: '退费成功后按返回的结算ID找原记录, 找不到就不记账(新负记录的ID不同)',
      en: 'A refund is looked up by the id in the answer, which is new, and is never booked',
    },
    party: 'hospital',
    requirement: 'IF-REFUND',
    plant: {
      bookKeeping: {
        refunded: (rows, _sent, answered) => rows.find((row) => row.setl_id === answered),
      },
    },
  },
  {
    id: 'refunds-left-out',
    title: {
      zh: '对总账只汇总结算, 不含退费',
      en: "The day's totals sum the settlements and leave the refunds out",
    },
    party: 'hospital',
    requirement: 'RULE-170',
    plant: { bookKeeping: { counts: (row) => row.kind !== 'refund' } },
  },
  {
    id: 'sum-all-rows',
    title: {
      zh: '基金支付按基金分项全部行相加, 把个人账户行也算进去',
      en: 'The fund sum adds up all rows of setldetail, the personal account among them',
    },
    party: 'hospital',
    requirement: 'IF-BOOKS',
    plant: {
      bookKeeping: {
        fundFen: ({ setldetail }) =>
          setldetail.reduce((sum, row) => sum + fenOf(row.fund_payamt), 0),
      },
    },
  },
]
