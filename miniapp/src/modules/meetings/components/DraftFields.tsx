import type { PlainDate } from '@shared/core/plainDate'
import { useState } from 'react'
import { Card } from '@/ui/Card'
import { DateField } from '@/ui/DateField'
import { FilledField } from '@/ui/FilledField'
import { SelectField } from '@/ui/SelectField'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { TimeField } from '@/ui/TimeField'
import type { Proposal } from '../meetingsApi'
import type { Draft, DraftEdit } from '../usePlanning'
import { dayWord } from '../words'

interface DraftFieldsProps {
  proposal: Proposal
  draft: Draft
  onChange: (edit: DraftEdit) => void
}

const agendaText = (agenda: Draft['agenda']): string => agenda.map(({ title }) => title).join('\n')

/** Lines as agenda items; a line that stays keeps its kind, a new one is discussed, one that begins with 表决 is voted on. */
function agendaFrom(text: string, before: Draft['agenda']): Draft['agenda'] {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter(Boolean).map((title) => {
    const known = before.find((item) => item.title === title)
    return { title, kind: title.startsWith('表决') ? 'decide' : (known?.kind ?? 'discuss') }
  })
}

/** Everything about the meeting, filled, each with its source; a tap on 更正 makes a value writable. */
export function DraftFields({ proposal, draft, onChange }: DraftFieldsProps) {
  const [open, setOpen] = useState<readonly string[]>([])
  const [agenda, setAgenda] = useState(agendaText(draft.agenda))
  const nameOf = (id: string) => proposal.people.find((person) => person.personId === id)?.name ?? '本人'
  const people = proposal.people.map(({ personId, name }) => ({ value: personId, label: name }))
  const from = (field: string) => proposal.sources[field] ?? '按规定生成'
  const fix = (field: string) => () => setOpen([...open, field])
  const shown = (field: string) => open.includes(field)
  return (
    <Card paired>
      {shown('title') ? (
        <TextField label="名称" required max={60} value={draft.title} onChange={(title) => onChange({ title })} />
      ) : (
        <FilledField label="名称" value={draft.title} source="按种类和时间生成" onFix={fix('title')} />
      )}
      {shown('on') ? (
        <>
          <DateField label="日期" required value={draft.on} onChange={(on) => onChange({ on: on as PlainDate })} />
          <TimeField label="开始" required value={draft.startTime} onChange={(startTime) => onChange({ startTime })} />
          <TimeField label="结束" required value={draft.endTime} onChange={(endTime) => onChange({ endTime })} />
        </>
      ) : (
        <FilledField
          label="时间"
          value={`${dayWord(draft.on)} ${draft.startTime}–${draft.endTime}`}
          source={`${from('on')} · ${from('startTime')}`}
          onFix={fix('on')}
        />
      )}
      {shown('place') ? (
        <TextField label="地点" required max={50} value={draft.place} onChange={(place) => onChange({ place })} />
      ) : (
        <FilledField label="地点" value={draft.place} source={from('place')} onFix={fix('place')} />
      )}
      {shown('people') ? (
        <>
          <SelectField
            label="主持人"
            required
            value={draft.chairId}
            options={people}
            onChange={(chairId) => onChange({ chairId })}
          />
          <SelectField
            label="记录人"
            required
            value={draft.recorderId}
            options={people}
            onChange={(recorderId) => onChange({ recorderId })}
          />
        </>
      ) : (
        <FilledField
          label="主持人、记录人"
          value={`${nameOf(draft.chairId)}、${nameOf(draft.recorderId)}`}
          source={`${from('chairId')} · ${from('recorderId')}`}
          onFix={fix('people')}
        />
      )}
      {shown('agenda') ? (
        <TextArea
          label="议题"
          required
          hint="一行一个；要表决的以“表决”开头"
          value={agenda}
          onChange={(text) => {
            setAgenda(text)
            onChange({ agenda: agendaFrom(text, draft.agenda) })
          }}
        />
      ) : (
        <FilledField
          label="议题"
          value={draft.agenda.map((item, i) => `${i + 1}. ${item.title}`).join('　')}
          source={from('agenda')}
          onFix={fix('agenda')}
        />
      )}
      <FilledField
        label="应到"
        value={`${proposal.people.filter((p) => p.standing === 'voting' || p.standing === 'probationary').length} 人`}
        source="党员名册"
      />
    </Card>
  )
}
