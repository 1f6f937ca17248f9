import { pointsText } from '@shared/modules/quiz/exams/rules'
import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { Banner } from '@/ui/Banner'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import { Ring } from '@/ui/Ring'
import { certificatePage } from '../../certificates/certificatesApi'
import type { AttemptReview } from '../../exams/examsApi'
import { momentWord, placesWord, refusedWord } from '../../exams/words'

const WHY = { late: '迟到的答案算进来了', appeal: '题目经复核改判' } as const

const marksText = (score: number, full: number | undefined): string =>
  full === undefined ? pointsText(score) : `${pointsText(score)} / ${pointsText(full)}`

/** How an attempt came out: score, passed or not, and whatever changed it since. */
export function ResultHead({ review }: { review: AttemptReview }) {
  const { outcome, passPercent, questions, revealedAt, changes, late, certificateId } = review
  const [score, full] = [Number(pointsText(outcome.score)), Number(pointsText(outcome.full))]
  const counted = questions?.filter(({ share }) => share !== null) ?? []
  const right = counted.filter(({ share }) => share === 1_000).length
  const kept = late.filter(({ problem }) => !problem).map(({ place }) => place)
  const refused = late.flatMap(({ place, problem }) => (problem ? [{ place, problem }] : []))
  return (
    <>
      <Card pad>
        <Ring
          value={score}
          total={full}
          unit="分"
          parts={[
            { label: '得分', value: score, tone: outcome.passed ? 'ok' : 'warn' },
            { label: '没得的分', value: Number(pointsText(outcome.full - outcome.score)), tone: 'idle' },
          ]}
        />
        <View className="line quiz-about mt2">
          <Chip tone={outcome.passed ? 'ok' : 'warn'} icon={outcome.passed ? 'done' : 'info'}>
            {outcome.passed ? '合格' : '没有合格'}
          </Chip>
          <View className="sub">
            总分的 {passPercent}% 及格{questions && `；答对 ${right} 题，共 ${counted.length} 题`}
          </View>
        </View>
        <View className="note mt2">
          {momentWord(outcome.submittedAt)} {outcome.submittedBy === 'time' ? '时间到，系统收卷' : '交卷'}
        </View>
      </Card>
      {certificateId && (
        <Card>
          <MiniRow
            icon="award"
            label="证书"
            note="打开、下载，或给别人扫码核验"
            onClick={() => openPage(certificatePage(certificateId))}
          />
        </Card>
      )}
      {refused.length > 0 && <Banner tone="warn" title={refusedWord(refused)} />}
      {kept.length > 0 && <Banner title={`${placesWord(kept)}按时答、晚些送到，已经算进来`} />}
      {revealedAt && (
        <Banner icon="clock" title={`答案和解析 ${momentWord(revealedAt)} 公布`}>
          还有人没考完，先不看答案
        </Banner>
      )}
      {changes.length > 0 && (
        <Card title="改分">
          {changes.map(({ at, why, from, to, fullFrom, fullTo }) => (
            <MiniRow
              key={at}
              icon="history"
              label={WHY[why]}
              note={momentWord(at)}
              value={`${marksText(from, fullFrom)} → ${marksText(to, fullTo)} 分`}
            />
          ))}
        </Card>
      )}
    </>
  )
}
