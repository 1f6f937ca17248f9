import { holdsRoleOver } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { defineRoutes } from '@cloud/core/http/route'
import { tableFile } from '@cloud/core/table/tableFile'
import { getOrganization } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import { exchangeContract } from '@shared/modules/exchange/contract'
import { IMPORTS_TABLE } from '@shared/modules/exchange/table'
import type { Organization } from '@shared/modules/organizations/model'
import { commitChange } from './changes/commitChange'
import { startChange } from './changes/startChange'
import { undoChange } from './changes/undoChange'
import { answerAlike, decideRow } from './decideRow'
import { exportProblems } from './exportProblems'
import { getImport, listImports, listRows, presentImport } from './queries'
import { startQuestionImport } from './questions/startQuestionImport'
import { mapColumns, startRecheck } from './recheck'
import { startImport } from './startImport'
import { commitImport } from './writing/commitImport'
import { undoImport } from './writing/undoImport'

const OK = { ok: true } as const

/** @throws AppError not_found for one that does not exist or is administered by somebody else. */
async function getAdministered(work: Work, id: string): Promise<Organization> {
  const organization = await getOrganization(id)
  if (!holdsRoleOver(work.actor, { organizationId: organization.id, path: organization.path }, ['administrator']))
    throw new AppError('not_found', '没有找到这个组织，可能已被删除，或不在你的管理范围')
  return organization
}

export const exchangeRoutes = defineRoutes(exchangeContract, {
  async startImport(call) {
    const { kind, fileName, organizationId } = call.query
    const organization = await getAdministered(call, organizationId)
    return { id: await startImport(call, organization, { kind, fileName, file: call.upload }) }
  },
  startQuestionImport: async (call) => ({
    id: await startQuestionImport(call, { ...call.query, file: call.upload }),
  }),
  listImports: (call) => listImports(call, call.query, call.query),
  async exportImports(call) {
    const { columns, ...query } = call.query
    const { rows: _, ...table } = await tableFile(IMPORTS_TABLE, columns, call.today, (page) =>
      listImports(call, query, page),
    )
    return table
  },
  startChange: async (call) => ({ id: await startChange(call, call.body) }),
  import: async (call) => presentImport(call, await getImport(call, call.params.importId)),
  async mapColumns(call) {
    await mapColumns(call, await getImport(call, call.params.importId, 'map'), call.body.columns)
    return OK
  },
  rows: async (call) => listRows(await getImport(call, call.params.importId), call.query),
  decideRow: async (call) =>
    decideRow(call, await getImport(call, call.params.importId, 'decide'), call.params.row, call.body),
  async answerAlike(call) {
    const { row, field, value, create } = call.body
    await answerAlike(call, await getImport(call, call.params.importId, 'decide'), row, field, { value, create })
    return OK
  },
  async acceptAll(call) {
    await startRecheck(call, await getImport(call, call.params.importId, 'decide'), (row) =>
      row.choice.kept ? row : { ...row, choice: { ...row.choice, accepted: true } },
    )
    return OK
  },
  async commitImport(call) {
    const batch = await getImport(call, call.params.importId, 'commit')
    await (batch.change ? commitChange(call, batch, batch.change) : commitImport(call, batch))
    return OK
  },
  async undoImport(call) {
    const batch = await getImport(call, call.params.importId, 'undo')
    await (batch.change ? undoChange(call, batch, batch.change) : undoImport(call, batch))
    return OK
  },
  problems: async (call) => exportProblems(call, await getImport(call, call.params.importId, 'exportProblems')),
})
