import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useOverseen } from '@/core/useOverseen'
import { MiniRow } from '@/ui/MiniRow'

const SUPERIORS = ['administrator', 'secretary', 'deputySecretary', 'organizationCommissioner']

/** The other kinds of organisational life, one tap from the meetings. @param runs the reader runs this branch's meetings; absent while that is not known. */
export function LifeLinks({ organizationId, runs }: { organizationId: string; runs: boolean | undefined }) {
  const roles = useStore(session, (state) => state.person?.roles) ?? []
  const leads = roles.includes('secretary') || roles.includes('deputySecretary')
  const oversees = runs === false && roles.some((role) => SUPERIORS.includes(role))
  const overseen = useOverseen() ?? organizationId
  const open =
    (page: string, place = organizationId) =>
    () =>
      openPage(`/modules/${page}/index?organizationId=${place}`)
  return (
    <>
      <MiniRow icon="me" label="我今年的学时来源、讲过的课" onClick={open('memberLife/pages/mine')} />
      {runs && <MiniRow icon="users" label="关怀与送学上门" onClick={open('care/pages/list')} />}
      {runs && leads && <MiniRow icon="history" label="连续缺席" onClick={open('memberLife/pages/absences')} />}
      {oversees && <MiniRow icon="flag" label="双重组织生活记录" onClick={open('memberLife/pages/dual', overseen)} />}
    </>
  )
}
