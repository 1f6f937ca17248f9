import { dayLabel, plainDateOf, yearOf } from '@shared/core/plainDate'
import type { ReminderSettings } from '@shared/modules/reminders/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateField } from '@/ui/DateField'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import type { useSettings } from '../useSettings'

interface AwaySectionProps {
  settings: ReminderSettings
  goAway: ReturnType<typeof useSettings>['goAway']
  comeBack: ReturnType<typeof useSettings>['comeBack']
}

const EMPTY = { from: '', to: '', deputyId: '' }

/** 外出、休假 — from when to when, and who hears the reminders meanwhile. */
export function AwaySection({ settings, goAway, comeBack }: AwaySectionProps) {
  const [open, setOpen] = useState(false)
  const [draft, setDraft] = useState(EMPTY)
  const today = plainDateOf(Date.now())
  const { absences, deputies } = settings
  const isReady = draft.from !== '' && draft.to !== '' && draft.deputyId !== ''
  const send = async () => {
    if (!(await goAway.run(draft))) return
    setOpen(false)
    setDraft(EMPTY)
  }
  return (
    <Section title="外出、休假">
      <Card>
        {absences.map(({ id, from, to, deputyName }) => (
          <Row
            key={id}
            title={`${dayLabel(from, yearOf(today))}到${dayLabel(to, yearOf(today))}`}
            why={`提醒转给${deputyName}，到期自己结束`}
            act={
              <Button size="s" busy={comeBack.busy} label={`结束${from}的外出`} onClick={() => comeBack.run(id)}>
                {from > today ? '取消' : '提前结束'}
              </Button>
            }
          />
        ))}
        {absences.length === 0 && (
          <Empty icon="calendar" title="没有登记外出">
            外出时把提醒转给同一组织任职的人；转的只是提醒，不转权限
          </Empty>
        )}
        <ErrorBanner error={comeBack.error} />
        <View className="card-pad">
          <Button
            wide
            icon="plus"
            reason={deputies.length > 0 ? undefined : '组织里还没有别人任职，没有人可以代接'}
            onClick={() => setOpen(true)}
          >
            登记外出
          </Button>
        </View>
      </Card>
      <Sheet
        open={open}
        title="登记外出"
        sub="这几天的待办提醒发给代办人，你的收件箱里安静留一份"
        onClose={() => setOpen(false)}
        act={
          <Button
            kind="fill"
            wide
            busy={goAway.busy}
            reason={isReady ? undefined : '请选起止日期和代办人'}
            onClick={send}
          >
            登记
          </Button>
        }
      >
        <ErrorBanner error={goAway.error} />
        <DateField
          label="从哪天"
          required
          value={draft.from}
          from={today}
          onChange={(from) => setDraft({ ...draft, from, to: draft.to < from ? from : draft.to })}
        />
        <DateField
          label="到哪天"
          required
          value={draft.to}
          from={draft.from || today}
          onChange={(to) => setDraft({ ...draft, to })}
        />
        <SelectField
          label="代办人"
          required
          value={draft.deputyId || undefined}
          options={deputies.map(({ personId, name, office }) => ({ value: personId, label: `${name} · ${office}` }))}
          onChange={(deputyId) => setDraft({ ...draft, deputyId })}
        />
      </Sheet>
    </Section>
  )
}
