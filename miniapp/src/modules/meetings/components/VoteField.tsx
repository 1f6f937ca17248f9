import type { Votes } from '@shared/modules/meetings/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { FilledField } from '@/ui/FilledField'
import { TextField } from '@/ui/TextField'

interface VoteFieldProps {
  label: string
  votes: Votes
  neededYes: number
  error: string | undefined
  onChange: (votes: Votes) => void
}

const LINES = [
  { id: 'yes', label: '同意' },
  { id: 'no', label: '不同意' },
  { id: 'abstain', label: '弃权' },
] as const

/** The totals of one vote: proposed from who is present, corrected with a tap. Who voted how is never asked. */
export function VoteField({ label, votes, neededYes, error, onChange }: VoteFieldProps) {
  const [open, setOpen] = useState(false)
  const numberOf = (text: string) => Math.min(10_000, Number.parseInt(text, 10) || 0)
  if (!open && !error)
    return (
      <FilledField
        label={`${label} 表决`}
        value={`同意 ${votes.yes}，不同意 ${votes.no}，弃权 ${votes.abstain}（${votes.yes >= neededYes ? '通过' : '未通过'}）`}
        source={`按到会有表决权人数预填 · 至少 ${neededYes} 票 · 只存总数`}
        onFix={() => setOpen(true)}
      />
    )
  return (
    <View>
      {LINES.map((line) => (
        <TextField
          key={line.id}
          label={`${label} ${line.label}`}
          required
          type="number"
          error={line.id === 'yes' ? error : undefined}
          value={String(votes[line.id])}
          onChange={(text) => onChange({ ...votes, [line.id]: numberOf(text) })}
        />
      ))}
    </View>
  )
}
