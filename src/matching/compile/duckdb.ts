// provisional
import { type Comparator, type Model, missing, sayingLevels, standardColumns } from '../model.ts'
export function patternSelect(model: Model, { pairs, records }: { pairs: string; records: string }): string {
  const fields = new Map(model.fields.map((f) => [f.name, standardColumns(f)]))
  const used = new Set<string>()
  const col = (side: string, c: string) => { used.add(c); return `${c}_${side}` }
  const sims = new Map<string, string>()
  const sim = (expr: string) => { let n = sims.get(expr); if (!n) sims.set(expr, (n = `s${sims.size}`)); return n }
  const t = (c: Comparator): string => {
    switch (c.is) {
      case 'null': { const [l, r] = [col('l', c.field), col('r', c.field)]; return { either: `(${l} is null or ${r} is null)`, both: `(${l} is null and ${r} is null)`, left: `${l} is null`, right: `${r} is null` }[c.side] }
      case 'exact': return `${col('l', c.field)} = ${col('r', c.with ?? c.field)}`
      case 'jaro-winkler': { const [l, r] = [col('l', c.field), col('r', c.with ?? c.field)]; return `${sim(`case when ${l} = ${r} then 1 else jaro_winkler_similarity(${l}, ${r}) end`)} >= ${c.atLeast}` }
      case 'levenshtein': { const [l, r] = [col('l', c.field), col('r', c.with ?? c.field)]; return `${sim(`case when ${l} = ${r} then 0 else levenshtein(${l}, ${r}) end`)} <= ${c.atMost}` }
      case 'damerau-levenshtein': { const [l, r] = [col('l', c.field), col('r', c.with ?? c.field)]; return `${sim(`case when ${l} = ${r} then 0 else damerau_levenshtein(${l}, ${r}) end`)} <= ${c.atMost}` }
      case 'date-difference': { const d = fields.get(c.field)!.day!; return `abs(${col('l', d)} - ${col('r', d)}) <= ${c.atMostDays}` }
      case 'prefix': return `left(${col('l', c.field)}, ${c.letters}) = left(${col('r', c.field)}, ${c.letters})`
      case 'phonetic': { const d = fields.get(c.field)!.sound!; return `${col('l', d)} = ${col('r', d)}` }
      case 'all': return `(${c.of.map(t).join(' and ')})`
      case 'any': return `(${c.of.map(t).join(' or ')})`
      case 'not': return `(not ${t(c.of)})`
      case 'alias': return 'false'
      case 'otherwise': return 'true'
      default: throw new Error(c.is)
    }
  }
  const outcome = model.comparisons.map((k) => { const say = sayingLevels(k); return `case ${k.levels.map((l) => `when ${t(l.when)} then ${l.missing ? missing : say.indexOf(l)}`).join(' ')} end` })
  const packed = outcome.map((o, i) => `((${o})::bigint << ${4 * i})`).join(' | ')
  const cols = [...used].flatMap((c) => [`l.${c} as ${c}_l`, `r.${c} as ${c}_r`])
  return `select a, b, ${packed} as g from (select *, ${[...sims].map(([e, n]) => `${e} as ${n}`).join(', ') || '1 as one'} from (select p.a, p.b, ${cols.join(', ')} from ${pairs} p join ${records} l on l.id = p.a join ${records} r on r.id = p.b))`
}
