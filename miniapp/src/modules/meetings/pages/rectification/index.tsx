import { RECTIFICATION_STATE_LABELS } from '@shared/modules/meetings/life/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Sheet } from '@/ui/Sheet'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { Steps } from '@/ui/Steps'
import { TextArea } from '@/ui/TextArea'
import { ChangeRectification } from '../../components/ChangeRectification'
import { RECTIFICATION_TONES } from '../../lifeWords'
import { pageOf } from '../../meetingsApi'
import { useRectification } from '../../usePreparation'
import { dayWord, momentWord } from '../../words'

const ASKED = {
  progress: { title: '写进展', label: '办到哪一步了', verb: '写上' },
  finish: { title: '办完报核', label: '办了什么', verb: '报核' },
  close: { title: '核对销号', label: '核对情况', verb: '销号' },
  reopen: { title: '退回重办', label: '还缺什么', verb: '退回' },
} as const
type Asked = keyof typeof ASKED
const ORDER = ['progress', 'reopen', 'finish', 'close'] as const satisfies readonly Asked[]

export default function RectificationPage() {
  const { id = '' } = useParams()
  const model = useRectification(id)
  const [asked, setAsked] = useState<Asked | 'change'>()
  const [text, setText] = useState('')
  const { data, error, act } = model
  const may = (step: string) => data?.allowed.includes(step) === true
  const word = asked && asked !== 'change' ? ASKED[asked] : undefined
  const open = (step: Asked) => {
    setText('')
    setAsked(step)
  }
  const send = async () => {
    if (asked && asked !== 'change' && (await act.run(asked, text.trim()))) setAsked(undefined)
  }
  return (
    <Page
      narrow
      title="整改"
      beside={data && <Chip tone={RECTIFICATION_TONES[data.state]}>{RECTIFICATION_STATE_LABELS[data.state]}</Chip>}
      who={data?.meetingTitle}
      acts={
        data && data.allowed.length > 0 ? (
          <>
            {may('change') && (
              <Button wide={data.allowed.length === 1} onClick={() => setAsked('change')}>
                调整
              </Button>
            )}
            {ORDER.filter(may).map((step) => (
              <Button
                key={step}
                kind={step === 'finish' || step === 'close' ? 'fill' : 'line'}
                onClick={() => open(step)}
              >
                {ASKED[step].title}
              </Button>
            ))}
          </>
        ) : undefined
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={model.refresh} />}
    >
      {!data && !error && <Skeleton rows={5} />}
      {data && (
        <>
          <Card>
            <MiniRow label="问题" note={data.problem} />
            <MiniRow label="整改措施" note={data.measure} />
            <MiniRow label="责任人" value={data.personName} />
            <MiniRow label="期限" value={dayWord(data.dueOn)} />
            <MiniRow
              icon="calendar"
              label={data.meetingTitle}
              onClick={() => openPage(pageOf('detail', data.meetingId))}
            />
          </Card>
          <Card title="办理情况">
            <View className="card-pad">
              <Steps
                steps={data.entries.map((entry, i) => ({
                  id: `${entry.at}${i}`,
                  title: entry.label,
                  state: 'done',
                  note: [entry.by, momentWord(entry.at), entry.text].filter(Boolean).join(' · '),
                }))}
              />
              <SourceNote source={data.source} say="会后制定整改措施，逐一整改落实；销号的人不能是责任人" />
            </View>
          </Card>
        </>
      )}
      {asked === 'change' && data && (
        <ChangeRectification
          item={data}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined)
            model.settle()
          }}
        />
      )}
      {word && (
        <Sheet
          open
          title={word.title}
          onClose={() => setAsked(undefined)}
          act={
            <Button kind="fill" wide busy={act.busy} reason={text.trim() ? undefined : '先写一句'} onClick={send}>
              {word.verb}
            </Button>
          }
        >
          <ErrorBanner error={act.error} />
          <TextArea label={word.label} required max={500} value={text} onChange={setText} />
        </Sheet>
      )}
    </Page>
  )
}
