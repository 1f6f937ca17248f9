import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ChoiceField } from '@/ui/ChoiceField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import type { PersonDetail } from '../personFields'
import { peopleApi } from '../usePeople'
import { useTeams } from '../useTeams'

const NO_TEAM = 'none'

/** Puts a person into a team, or takes him or her out of one. */
export function TeamSheet({ person, onSaved }: { person: PersonDetail; onSaved: () => Promise<void> }) {
  const teams = useTeams()
  const [open, setOpen] = useState(false)
  const [teamId, setTeamId] = useState('')
  const [reason, setReason] = useState('')
  const save = useAction(async (key) => {
    const body = { teamId: teamId === NO_TEAM ? null : teamId, reason }
    await peopleApi.setTeam({ params: { personId: person.id }, body }, { key })
    setOpen(false)
    say('已调整，原来的留在记录里')
    await onSaved()
  })
  // Whoever is in the register of a team leaves it by a move, not by this.
  const mayLeave = person.teamId !== null && person.teamName !== person.organizationName
  const options = [...(mayLeave ? [{ value: NO_TEAM, label: '不编入班组' }] : []), ...teams.options]
  return (
    <>
      <Button icon="users" onClick={() => setOpen(true)}>
        调整班组
      </Button>
      <Sheet
        open={open}
        title={`${person.name}的班组`}
        sub={person.teamName ? `现在在${person.teamName}` : '现在没有班组'}
        onClose={() => setOpen(false)}
        act={
          <Button
            kind="fill"
            wide
            busy={save.busy}
            reason={teamId && reason.trim() ? undefined : '请选班组、写明原因'}
            onClick={save.run}
          >
            保存
          </Button>
        }
      >
        <ErrorBanner error={save.error ?? teams.error} />
        <ChoiceField
          label="到哪个班组"
          required
          value={teamId}
          search={teams.search}
          searchLabel="班组多，先按名称找"
          options={options.filter(({ value }) => value !== person.teamId)}
          onChange={setTeamId}
        />
        <TextField label="原因" required value={reason} onChange={setReason} max={100} />
      </Sheet>
    </>
  )
}
