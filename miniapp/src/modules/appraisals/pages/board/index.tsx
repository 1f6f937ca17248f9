import { sourceLabel } from '@shared/core/norm'
import { APPRAISAL_STATE_LABELS } from '@shared/modules/appraisals/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { BoardActs } from '../../components/BoardActs'
import { BoardTable } from '../../components/BoardTable'
import { CorrectSheet } from '../../components/CorrectSheet'
import { MeetingCard } from '../../components/MeetingCard'
import { MineCard } from '../../components/MineCard'
import { SheetTable } from '../../components/SheetTable'
import { StepsCard } from '../../components/StepsCard'
import { useAppraisal } from '../../useAppraisal'
import { dayWord, ratingWord, STATE_TONES } from '../../words'

export default function BoardPage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const model = useAppraisal(id)
  const [person, setPerson] = useState<{ personId: string; name: string }>()
  const { data, error } = model
  const state = error && <AnswerState error={error} shown={data !== undefined} onRetry={model.refresh} />
  if (!data)
    return (
      <Page title="民主评议" state={state}>
        {!error && <Skeleton rows={6} />}
      </Page>
    )
  const { progress } = data
  const numbers = (
    <Card title="进展">
      <MiniRow
        label="个人自评"
        note={`${dayWord(data.selfDueOn)}前`}
        value={`${progress.selfDone} / ${progress.due} 人`}
      />
      <MiniRow
        label="党员互评"
        note={`${dayWord(data.peerDueOn)}前`}
        value={`${progress.peerDone} / ${progress.peerDue} 人`}
      />
      <MiniRow label="民主测评" note="有表决权的党员" value={`${progress.voted} / ${progress.votingDue} 人`} />
      {data.ratingTotals.length > 0 && <MiniRow label="评定总数" value={ratingWord(data.ratingTotals)} />}
    </Card>
  )
  const correct = data.allowed.includes('correct') && ['proposed', 'reported', 'told'].includes(data.state)
  const acts = data.next || data.sheet ? <BoardActs appraisal={data} model={model} /> : undefined
  return (
    <Page
      title={`${data.year}年度民主评议`}
      beside={<Chip tone={STATE_TONES[data.state]}>{APPRAISAL_STATE_LABELS[data.state]}</Chip>}
      who={data.organizationName}
      crumbs={[{ label: '民主评议', url: '/modules/appraisals/pages/list/index' }, { label: `${data.year}年度` }]}
      acts={data.allowed.includes('board') ? acts : undefined}
      state={state}
    >
      <ErrorBanner error={model.take.error ?? model.confirm.error ?? model.download.error} />
      {data.rule && (
        <Banner title="有党员被评为最低一等，条例的规定如下，由党组织研究决定">
          <View>{data.rule.text}</View>
          <View className="note">{sourceLabel(data.rule.source)}</View>
        </Banner>
      )}
      <View className={wide ? 'cols' : 'stack'}>
        <View>
          <MineCard appraisal={data} confirm={model.confirm} />
          {numbers}
        </View>
        <View>
          <MeetingCard appraisal={data} error={model.link.error} onLink={(meetingId) => model.link.run(meetingId)} />
          <StepsCard appraisal={data} />
        </View>
      </View>
      {data.sheet && (
        <Section title="测评结果和评定意见">
          <SheetTable
            appraisal={data}
            acts={
              correct
                ? (row) =>
                    row.ratings.length > 0 && (
                      <Button size={wide ? 'x' : 's'} label={`更正${row.name}的评定`} onClick={() => setPerson(row)}>
                        更正
                      </Button>
                    )
                : undefined
            }
          />
        </Section>
      )}
      {data.board && (
        <Section title="谁交了">
          <BoardTable rows={data.board} state={data.state} />
        </Section>
      )}
      {person && (
        <CorrectSheet
          appraisal={data}
          person={person}
          onClose={() => setPerson(undefined)}
          onDone={() => {
            setPerson(undefined)
            model.settle()
          }}
        />
      )}
    </Page>
  )
}
