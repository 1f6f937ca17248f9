import { type Fields, isFields } from '../bson/document'
import { unsupported } from '../errors'
import type { Plan } from '../plan/plan'
import type { ScanStatistics } from '../plan/scan'
import { checkOptions, OK, type ReadCommand } from './command'
import { parseFind, planQuery, queryRows } from './find'

const describeScan = (plan: Plan): Fields => {
  if (plan.kind === 'collection') return { stage: 'COLLSCAN', direction: 'forward' }
  if (plan.kind === 'union') return { stage: 'OR', inputStages: plan.branches.map(describeScan) }
  const { index, isReverse, isMerge, segments } = plan.scan
  const scan = {
    stage: 'IXSCAN',
    keyPattern: index.key,
    indexName: index.name,
    isMultiKey: index.multikey.some(Boolean),
    isUnique: index.unique === true,
    direction: isReverse ? 'backward' : 'forward',
    ranges: segments.length,
  }
  const read = isMerge ? { stage: 'SORT_MERGE', inputStage: scan } : scan
  return { stage: 'FETCH', isFiltered: plan.residual !== undefined, inputStage: read }
}

/** `explain` of a find: the plan and, because it is run to the end, what it read. */
export const explain: ReadCommand = (command, view, server) => {
  checkOptions(command.body, ['explain', 'verbosity'], 'explain')
  const inner = command.body.explain
  if (!isFields(inner) || typeof inner.find !== 'string') throw unsupported('explain of anything but find')
  const namespace = `${command.database}.${inner.find}`
  const collection = server.store.findCollection(namespace)
  if (!collection) return { queryPlanner: { namespace, winningPlan: { stage: 'EOF' } }, ok: OK }
  const { query } = parseFind(inner)
  const plan = planQuery(collection, query)
  const statistics: ScanStatistics = { keys: 0, documents: 0 }
  let nReturned = 0
  for (const _ of queryRows(view, collection, query, plan, statistics)) nReturned++
  const scan = describeScan(plan)
  const sortPattern = Object.fromEntries(query.sort.map(({ path, direction }) => [path, direction]))
  return {
    queryPlanner: { namespace, winningPlan: plan.isSorted ? scan : { stage: 'SORT', sortPattern, inputStage: scan } },
    executionStats: {
      executionSuccess: true,
      nReturned,
      totalKeysExamined: statistics.keys,
      totalDocsExamined: statistics.documents,
    },
    ok: OK,
  }
}
