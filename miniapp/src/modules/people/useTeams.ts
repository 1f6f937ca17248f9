import { organizationsContract } from '@shared/modules/organizations/contract'
import { createClient } from '@/core/api'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useChoices } from '@/core/useChoices'

const organizations = createClient(organizationsContract)
const STAFF = ['administrator', 'unionChair', 'unionOfficer'] as const

/** Teams in reach to choose from, each behind what it stands in; none for whoever puts nobody into a team. */
export function useTeams() {
  const asks = useStore(session, (state) => STAFF.some((role) => state.person?.roles.includes(role)))
  const { items, search, error } = useChoices(asks ? 'people/places/team' : undefined, (query) =>
    organizations.list({ query: { kind: 'team', ...query } }),
  )
  const options = items.map(({ id, name, parentName }) => ({
    value: id,
    label: parentName ? `${parentName} · ${name}` : name,
  }))
  return { options, search, error }
}
