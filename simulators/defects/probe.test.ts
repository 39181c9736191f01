import { test } from 'vitest'
import { soundPlaybook } from '../../scenarios/journeys/playbook.ts'
import { DEFECTS } from './catalogue.ts'
import { defective } from './plant.ts'
import { difference, trace } from './difference.ts'
import { SCENARIOS } from './visits.ts'
test('probe', async () => {
  const code = 'H52010012345'
  const plan = { senders: { [code]: { fixmedins_code: code, fixmedins_name: '贵阳示范医院', mdtrtarea_admvs: '520100', opter: '0001', opter_name: '收费一号' } }, playbook: soundPlaybook }
  for (const [n, s] of Object.entries(SCENARIOS)) { const t = await trace(s, plan); console.log(n, t.messages.map(m=>m.infno).join(' '), t.rows.length) }
  for (const d of DEFECTS) { const out: Record<string,string[]> = {}
    for (const [n, s] of Object.entries(SCENARIOS)) { const x = difference(await trace(s, plan), await trace(s, plan, o => defective(o, d))); if (x.length) out[n] = x }
    console.log(d.id, JSON.stringify(out)) }
})
