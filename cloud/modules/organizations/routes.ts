import { administersTop, mustBeAllowed } from '@cloud/core/authorize'
import { defineRoutes } from '@cloud/core/http/route'
import { tableFile } from '@cloud/core/table/tableFile'
import { OK } from '@shared/core/contract'
import { AppError } from '@shared/core/errors'
import { organizationsContract } from '@shared/modules/organizations/contract'
import { ORGANIZATION_ACTIONS, organizationPolicy } from '@shared/modules/organizations/policy'
import { ORGANIZATIONS_TABLE } from '@shared/modules/organizations/table'
import { getOrganizationFor, standing } from './access'
import { appoint, configureOrganization, createOrganization, editOrganization } from './commands'
import { listOrganizationRows } from './listOrganizationRows'
import { getOrganization, settingOrigins, settingsOf } from './queries'

export const organizationRoutes = defineRoutes(organizationsContract, {
  list: (call) => listOrganizationRows(call, call.query, call.query),

  export: async (call) => {
    const { columns, ...query } = call.query
    const { rows: _, ...table } = await tableFile(ORGANIZATIONS_TABLE, columns, call.today, (page) =>
      listOrganizationRows(call, query, page),
    )
    return table
  },

  detail: async ({ actor, params }) => {
    const organization = await getOrganizationFor(actor, params.organizationId)
    const parent = organization.parentId ? await getOrganization(organization.parentId) : null
    return {
      id: organization.id,
      name: organization.name,
      kind: organization.kind,
      parentId: organization.parentId,
      parentName: parent?.name ?? null,
      foundedOn: organization.foundedOn ?? null,
      settings: await settingsOf(organization),
      ownSettings: organization.settings,
      inheritedFrom: await settingOrigins(organization),
      dissolvedOn: organization.dissolvedOn ?? null,
      allowed: [
        ...ORGANIZATION_ACTIONS.filter((action) => organizationPolicy[action](standing(actor, organization.path))),
        ...(organization.parentId === null && administersTop(actor) ? ['createTop'] : []),
      ],
    }
  },

  create: async (call) => {
    const { parentId } = call.body
    if (parentId) {
      const parent = await getOrganizationFor(call.actor, parentId, 'edit')
      if (parent.dissolvedOn) throw new AppError('conflict', `“${parent.name}”已撤销，下面不能再设组织`)
    } else mustBeAllowed(administersTop(call.actor), '只有顶层组织的管理员可以新建顶层组织')
    const id = await createOrganization(call, call.body)
    // Nobody stands above a new top: without an administrator it could never be reached again.
    const { personId, name } = call.actor
    if (!parentId) await appoint(call, { personId, organizationId: id, role: 'administrator', from: call.today }, name)
    return { id }
  },

  edit: async (call) => {
    await getOrganizationFor(call.actor, call.params.organizationId, 'edit')
    await editOrganization(call, call.params.organizationId, call.body)
    return OK
  },

  configure: async (call) => {
    await getOrganizationFor(call.actor, call.params.organizationId, 'configure')
    await configureOrganization(call, call.params.organizationId, call.body)
    return OK
  },
})
