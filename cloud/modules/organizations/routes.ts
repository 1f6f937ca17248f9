import { mustBeAllowed } from '@cloud/core/authorize'
import { escapeRegex } from '@cloud/core/database/escapeRegex'
import { findPage } from '@cloud/core/database/paging'
import { defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { organizationsContract } from '@shared/modules/organizations/contract'
import { ORGANIZATION_ACTIONS, organizationPolicy } from '@shared/modules/organizations/policy'
import { getOrganizationFor, standing } from './access'
import { type OrganizationRecord, Organizations } from './collection'
import { appoint, configureOrganization, createOrganization, editOrganization } from './commands'
import { getOrganization, settingsOf, visibleOrganizations } from './queries'

export const organizationRoutes = defineRoutes(organizationsContract, {
  list: async ({ actor, query }) => {
    const { items, next } = await findPage<OrganizationRecord>(
      Organizations,
      {
        $and: [
          visibleOrganizations(actor),
          {
            ...(query.search && { name: { $regex: escapeRegex(query.search) } }),
            ...(query.kind && { kind: query.kind }),
            ...(query.parentId && { parentId: query.parentId }),
          },
        ],
      },
      { path: 1 },
      query,
    )
    return {
      items: items.map(({ _id, name, kind, parentId, path }) => ({
        id: _id,
        name,
        kind,
        parentId,
        path,
      })),
      next,
    }
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
      allowed: ORGANIZATION_ACTIONS.filter((action) => organizationPolicy[action](standing(actor, organization.path))),
    }
  },

  create: async (call) => {
    const { parentId } = call.body
    if (parentId) await getOrganizationFor(call.actor, parentId, 'edit')
    else
      mustBeAllowed(
        call.actor.appointments.some((a) => a.role === 'administrator' && a.path.split('/').length === 3),
        '只有顶层组织的管理员可以新建顶层组织',
      )
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
