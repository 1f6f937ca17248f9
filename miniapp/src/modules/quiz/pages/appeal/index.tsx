import { APPEAL_REASON_LABELS, APPEAL_STATE_LABELS } from '@shared/modules/quiz/appeals/model'
import { RULING_LABELS } from '@shared/modules/quiz/appeals/ruling'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Question } from '@/questions/Question'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { useShell } from '@/ui/shell'
import { DecideSheet } from '../../components/setting/DecideSheet'
import { momentWord } from '../../exams/words'
import { APPEAL_TONES, APPEALS_PAGE, type AppealDetail, EXAMS_CRUMB, settingApi } from '../../setting/settingApi'

function Given({ appeal: { given, attempts } }: { appeal: AppealDetail }) {
  return (
    <Card title="大家怎么答的" aside={`${attempts} 份答卷`}>
      {given.length === 0 && <MiniRow label="人数太少，不统计" note="满 5 份答卷才列出，免得看出是谁答的" />}
      {given.map(({ answers, empty }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a case keep their places
        <View key={i}>
          {given.length > 1 && <View className="field strong">第 {i + 1} 小题</View>}
          {answers.map(({ label, count, right }) => (
            <MiniRow
              key={label}
              icon={right ? 'done' : 'wrong'}
              label={label}
              note={right && '按现在的答案算对'}
              value={`${count} 份`}
            />
          ))}
          {empty > 0 && <MiniRow icon="half" label="没答" value={`${empty} 份`} />}
        </View>
      ))}
    </Card>
  )
}

function Decision({ appeal }: { appeal: AppealDetail }) {
  const { decision } = appeal
  if (!decision) return null
  const { kind, why, by, at, changed, nowPassed, nowFailed } = decision
  return (
    <Card title="处理结果">
      <MiniRow icon="scale" label={kind ? RULING_LABELS[kind] : '没有采纳'} note={why} />
      <MiniRow icon="me" label={by} value={momentWord(at)} />
      {kind && (
        <MiniRow
          icon="history"
          label="本次考试改了成绩的"
          note={`变成合格 ${nowPassed} 份，变成没有合格 ${nowFailed} 份`}
          value={`${changed} 份`}
        />
      )}
    </Card>
  )
}

/** One appeal: the question with its key, why people say it is wrong, what was answered, and the decision. */
export default function AppealPage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const query = useQuery(`quiz/staff/appeal/${id}`, () => settingApi.appeal({ params: { appealId: id } }), {
    keep: false,
  })
  const [deciding, setDeciding] = useState<'accept' | 'reject'>()
  const { data } = query
  const size = wide ? 'd' : undefined
  return (
    <Page
      narrow
      title="题目异议"
      crumbs={[EXAMS_CRUMB, { label: '题目异议', url: APPEALS_PAGE }, { label: data?.title.slice(0, 12) ?? '' }]}
      who={data && `${data.examTitle} · ${data.voices} 人提出`}
      beside={data && <Chip tone={APPEAL_TONES[data.state]}>{APPEAL_STATE_LABELS[data.state]}</Chip>}
      acts={
        data?.allowed.includes('decide') && (
          <>
            <Button size={size} onClick={() => setDeciding('reject')}>
              不采纳
            </Button>
            <Button size={size} kind="fill" wide={!wide} onClick={() => setDeciding('accept')}>
              采纳
            </Button>
          </>
        )
      }
    >
      <Loaded query={query} rows={5}>
        {(appeal) => (
          <>
            <Decision appeal={appeal} />
            <Card>
              <Question asked={appeal.question.asked} answer={null} review={appeal.question} />
            </Card>
            <Card title="哪里有问题">
              {appeal.reasons.map(({ reason, count }) => (
                <MiniRow
                  key={reason ?? ''}
                  icon="flag"
                  label={reason ? APPEAL_REASON_LABELS[reason] : '没有选原因'}
                  value={`${count} 人`}
                />
              ))}
            </Card>
            <Given appeal={appeal} />
          </>
        )}
      </Loaded>
      {deciding && data && (
        <DecideSheet
          appeal={data}
          accepts={deciding === 'accept'}
          onClose={() => setDeciding(undefined)}
          onDone={() => {
            setDeciding(undefined)
            query.refresh()
          }}
        />
      )}
    </Page>
  )
}
