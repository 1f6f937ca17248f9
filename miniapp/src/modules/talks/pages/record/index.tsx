import { addDays, plainDateOf } from '@shared/core/plainDate'
import { TALK_KIND_LABELS, TALK_TOPIC_LABELS, type TalkTopic } from '@shared/modules/talks/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { goBack } from '@/core/navigation'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Field } from '@/ui/Field'
import { Page } from '@/ui/Page'
import { SelectField } from '@/ui/SelectField'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { forgetTalks, talksApi } from '../../talksApi'

const TOPICS = Object.entries(TALK_TOPIC_LABELS) as [TalkTopic, string][]

export default function RecordTalkPage() {
  const params = useParams()
  const { wide } = useShell()
  const today = plainDateOf(Date.now())
  const { data, error, refresh } = useQuery('talks/proposal', () => talksApi.proposal())
  const [chosen, setChosen] = useState(params['withId'] ?? '')
  const [on, setOn] = useState<string>(today)
  const [typed, setPlace] = useState<string>()
  const [topic, setTopic] = useState<TalkTopic>('thought')
  const [note, setNote] = useState('')
  const place = typed ?? data?.place ?? ''
  const save = useAction(async (key) => {
    const words = note.trim()
    const body = { withId: chosen, on, place: place.trim(), topic, ...(words && { note: words }) }
    await talksApi.record({ body }, { key })
    forgetTalks()
    say('已登记，等对方确认')
    await goBack()
  })
  const known = data?.people.some((one) => one.personId === chosen)
  const missing = !known ? '先选和谁谈' : place.trim() ? undefined : '写一下在哪里谈的'
  const options = (data?.people ?? []).map((one) => ({
    value: one.personId,
    label: `${one.name} · ${TALK_KIND_LABELS[one.kind]}`,
  }))
  return (
    <Page
      narrow
      title="登记谈心谈话"
      who="写清和谁、哪天、在哪就够了"
      crumbs={[{ label: '谈心谈话', url: '/modules/talks/pages/list/index' }, { label: '登记' }]}
      acts={
        <Button kind="fill" wide={!wide} busy={save.busy} reason={missing} onClick={save.run}>
          登记
        </Button>
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={save.error} />
      {!data && !error && <Skeleton rows={5} />}
      {data && (
        <Card>
          <SelectField label="和谁谈" required value={chosen} options={options} onChange={setChosen} />
          <DateField label="哪一天" required value={on} from={addDays(today, -366)} to={today} onChange={setOn} />
          <TextField label="在哪里" required max={50} value={place} onChange={setPlace} />
          <Field label="主题" required>
            <View className="line mt2" style={{ flexWrap: 'wrap' }} ariaRole="radiogroup" ariaLabel="主题">
              {TOPICS.map(([value, label]) => (
                <Button
                  key={value}
                  kind={value === topic ? 'red' : 'line'}
                  icon={value === topic ? 'check' : undefined}
                  onClick={() => setTopic(value)}
                >
                  {label}
                </Button>
              ))}
            </View>
          </Field>
          <TextArea
            label="记一句"
            hint="不用写谈了什么。写了也只有你们两人和书记看得到，加密保存"
            max={300}
            value={note}
            onChange={setNote}
          />
        </Card>
      )}
    </Page>
  )
}
