import type { ReminderSettings } from '@shared/modules/reminders/contract'
import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { FilledField } from '@/ui/FilledField'
import { Section } from '@/ui/Section'
import { Sheet } from '@/ui/Sheet'
import { SwitchField } from '@/ui/SwitchField'
import { TimeField } from '@/ui/TimeField'
import type { useSettings } from '../useSettings'

interface HoursSectionProps {
  settings: ReminderSettings
  save: ReturnType<typeof useSettings>['save']
}

const FIELDS = [
  { name: 'digestTime', label: '每天几点提醒', hint: '工作日每天一条，在 06:00 到 20:59 之间' },
  { name: 'quietFrom', label: '晚上几点起不响', hint: '只能比单位规定的更早' },
  { name: 'quietUntil', label: '早上几点前不响', hint: '只能比单位规定的更晚' },
] as const
type Name = (typeof FIELDS)[number]['name']

/** When my phone rings: the unit's hours, and what I asked for beyond them. */
export function HoursSection({ settings, save }: HoursSectionProps) {
  const [editing, setEditing] = useState<Name>()
  const [value, setValue] = useState('')
  const { hours, own } = settings
  const field = FIELDS.find(({ name }) => name === editing)
  const put = async (change: ReminderSettings['own']) => {
    if (await save.run({ ...own, ...change })) setEditing(undefined)
  }
  return (
    <Section title="手机什么时候响">
      <Card>
        {FIELDS.map(({ name, label }) => (
          <FilledField
            key={name}
            label={label}
            value={hours[name]}
            source={own[name] ? `你设的 ${own[name]}` : '单位规定'}
            onFix={() => {
              setEditing(name)
              setValue(hours[name])
            }}
          />
        ))}
        <SwitchField
          label="只收紧急的"
          hint="当天的会改期、取消才响；其余都在收件箱"
          value={hours.emergenciesOnly}
          onChange={(emergenciesOnly) => put({ emergenciesOnly })}
        />
        {!editing && <ErrorBanner error={save.error} />}
      </Card>
      <Sheet
        open={field !== undefined}
        title={field?.label ?? ''}
        sub={field?.hint}
        onClose={() => setEditing(undefined)}
        act={
          <>
            <Button kind="fill" wide busy={save.busy} onClick={() => editing && put({ [editing]: value })}>
              保存
            </Button>
            {editing && own[editing] && (
              <Button wide busy={save.busy} onClick={() => put({ [editing]: undefined })}>
                改回单位规定
              </Button>
            )}
          </>
        }
      >
        <ErrorBanner error={save.error} />
        <TimeField label="时间" required value={value} onChange={setValue} />
      </Sheet>
    </Section>
  )
}
