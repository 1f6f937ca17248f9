import { View } from '@tarojs/components'
import { useState } from 'react'
import { dayWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { Card } from '@/ui/Card'
import { FilledField } from '@/ui/FilledField'
import { Section } from '@/ui/Section'
import { useShell } from '@/ui/shell'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { TimeField } from '@/ui/TimeField'
import { type MeetingDetail, pageOf } from '../meetingsApi'
import { minutesLines } from '../minutesLines'
import type { useMinutes } from '../useMinutes'
import { VoteField } from './VoteField'

type Field = MeetingDetail['minutes']['fields'][number]

interface MinutesFieldsProps {
  meeting: MeetingDetail
  model: ReturnType<typeof useMinutes>
}

const wordOf = (value: Field['value']): string =>
  typeof value === 'object' ? value.join('、') || '无' : String(value ?? '')

const DAY = /^\d{4}-\d{2}-\d{2}$/
/** As it is read: a day in words. */
const shownOf = (value: Field['value']): string => (DAY.test(wordOf(value)) ? dayWord(wordOf(value)) : wordOf(value))

const ATTENDANCE = '到会情况'

/** What only the recorder can write, on top; below, everything known with its source. */
export function MinutesFields({ meeting, model }: MinutesFieldsProps) {
  const [fixing, setFixing] = useState<readonly string[]>([])
  const { values, votes, submit } = model
  const { wide } = useShell()
  const errorOf = (field: string) => submit.error?.violations.find((one) => one.field === field)?.message
  const { asked, known, voted, filled } = minutesLines(meeting, votes)
  const fix = (field: Field) => {
    if (field.adjustable) return () => setFixing([...fixing, field.id])
    // Attendance is put right where it comes from: on the list.
    return field.section === ATTENDANCE ? () => openPage(pageOf('roll-call', meeting.id)) : undefined
  }
  const input = (field: Field) => {
    const frame = {
      label: field.label,
      required: true,
      error: errorOf(field.id),
      value: values[field.id] ?? wordOf(field.value),
      onChange: (text: string) => model.write(field.id, text),
    }
    return field.kind === 'time' ? <TimeField key={field.id} {...frame} /> : <TextField key={field.id} {...frame} />
  }
  return (
    <View className={wide ? 'cols' : undefined}>
      <Section title="只需你写" count={`${asked.length} 项`}>
        <Card>
          {asked.map((field) => (
            <TextArea
              key={field.id}
              label={field.label}
              required={field.required}
              placeholder={field.hint}
              max={field.id === 'discussion' ? 4000 : 2000}
              error={errorOf(field.id)}
              value={values[field.id] ?? ''}
              onChange={(text) => model.write(field.id, text)}
            />
          ))}
        </Card>
      </Section>
      <Section title="请核对" count={`${filled} 项`}>
        <Card>
          {voted.map(({ item, i, votes: own }) => (
            <VoteField
              key={i}
              label={`议题 ${i + 1}`}
              votes={own}
              neededYes={item.neededYes ?? 0}
              error={errorOf(`votes.${i}`) ?? errorOf(`votes.${i + 1}`)}
              onChange={(totals) => model.count(String(i), totals)}
            />
          ))}
          {known.map((field) =>
            fixing.includes(field.id) ? (
              input(field)
            ) : (
              <FilledField
                key={field.id}
                label={field.label}
                value={shownOf(field.value)}
                source={field.source ?? '已按你写的改好'}
                onFix={fix(field)}
              />
            ),
          )}
        </Card>
      </Section>
    </View>
  )
}
