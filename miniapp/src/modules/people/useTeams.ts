import { organizationsContract } from '@shared/modules/organizations/contract'
import { createClient } from '@/core/api'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useQuery } from '@/core/useQuery'

const organizations = createClient(organizationsContract)
const STAFF = ['administrator', 'unionChair', 'unionOfficer'] as const

/** Teams in reach to choose from, each behind what it stands in; none for whoever puts nobody into a team. */
export function useTeams(): { value: string; label: string }[] {
  const asks = useStore(session, (state) => STAFF.some((role) => state.person?.roles.includes(role)))
  const { data } = useQuery(
    asks ? 'people/places/team' : undefined,
    () => organizations.list({ query: { kind: 'team', limit: '100' } }),
    { keep: false },
  )
  return (data?.items ?? []).map(({ id, name, parentName }) => ({
    value: id,
    label: parentName ? `${parentName} · ${name}` : name,
  }))
}
