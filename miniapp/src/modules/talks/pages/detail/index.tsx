import { clockTimeOf, dayLabel, type PlainDate, plainDateOfInstant } from '@shared/core/plainDate'
import { TALK_KIND_LABELS, TALK_STATE_LABELS, TALK_TOPIC_LABELS } from '@shared/modules/talks/model'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { TalkReasonSheet } from '../../components/TalkReasonSheet'
import { forgetTalks, namesWord, TALK_TONES, talksApi } from '../../talksApi'

type Asked = 'confirmFor' | 'dispute' | 'withdraw'

export default function TalkDetailPage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const params = { talkId: id }
  const query = useQuery(id ? `talks/detail/${id}` : undefined, () => talksApi.get({ params }), { keep: false })
  const [asked, setAsked] = useState<Asked>()
  const { data: talk, error } = query
  const settle = async () => {
    setAsked(undefined)
    forgetTalks()
    await query.refresh()
  }
  const confirm = useAction(async (key) => {
    await talksApi.confirm({ params, body: {} }, { key })
    await settle()
  })
  const tell = useAction(async (key: string, what: Asked, reason: string) => {
    await talksApi[what === 'confirmFor' ? 'confirm' : what]({ params, body: { reason } }, { key })
    await settle()
  })
  const may = (action: string) => talk?.allowed.includes(action) ?? false
  const acts = (
    <>
      {may('withdraw') && <Button onClick={() => setAsked('withdraw')}>撤回</Button>}
      {may('dispute') && <Button onClick={() => setAsked('dispute')}>没有谈过</Button>}
      {may('confirmFor') && <Button onClick={() => setAsked('confirmFor')}>代确认</Button>}
      {may('confirm') && (
        <Button kind="fill" wide={!wide} busy={confirm.busy} onClick={confirm.run}>
          确认谈过
        </Button>
      )}
    </>
  )
  return (
    <Page
      narrow
      title={talk ? namesWord(talk.people) : '谈心谈话'}
      beside={talk && <Chip tone={TALK_TONES[talk.state]}>{TALK_STATE_LABELS[talk.state]}</Chip>}
      crumbs={[{ label: '谈心谈话', url: '/modules/talks/pages/list/index' }, { label: '一次谈话' }]}
      acts={talk?.allowed.some((action) => action !== 'read' && action !== 'note') ? acts : undefined}
      state={error && <AnswerState error={error} shown={talk !== undefined} onRetry={query.refresh} />}
    >
      <ErrorBanner error={confirm.error} />
      {!talk && !error && <Skeleton rows={4} />}
      {talk && (
        <>
          <Card>
            <MiniRow icon="calendar" label={dayLabel(talk.on as PlainDate)} note={talk.place} />
            <MiniRow icon="chat" label={TALK_TOPIC_LABELS[talk.topic]} note={TALK_KIND_LABELS[talk.kind]} />
            {talk.note && <MiniRow icon="pen" label={talk.note} note="只有你们两人和书记看得到" />}
            {talk.noteHidden && <MiniRow icon="lock" label="写了一句话" note="只有双方和书记看得到" />}
          </Card>
          <Section title="经过">
            <Card>
              {talk.history.map((one) => (
                <MiniRow
                  key={one.at}
                  label={`${one.by}${one.label}${one.reason ? `：${one.reason}` : ''}`}
                  value={`${dayLabel(plainDateOfInstant(one.at))} ${clockTimeOf(one.at)}`}
                />
              ))}
            </Card>
          </Section>
        </>
      )}
      {asked && (
        <TalkReasonSheet
          asked={asked}
          busy={tell.busy}
          error={tell.error}
          onClose={() => setAsked(undefined)}
          onSubmit={(reason) => tell.run(asked, reason)}
        />
      )}
    </Page>
  )
}
