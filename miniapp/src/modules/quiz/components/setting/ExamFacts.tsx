import { rowLabel } from '@shared/modules/quiz/blueprint'
import { PARTIAL_LABELS, REVEAL_LABELS } from '@shared/modules/quiz/exams/model'
import { QUESTION_KIND_LABELS } from '@shared/modules/quiz/model'
import { Banner } from '@/ui/Banner'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import { windowWord } from '../../exams/words'
import type { ExamDetail } from '../../setting/settingApi'

/** Everything that was set about an exam, and how its paper stands against the banks as they are. */
export function ExamFacts({ exam }: { exam: ExamDetail }) {
  const { paper, check } = exam
  const posts = exam.audience.posts ?? []
  return (
    <>
      {exam.cancelledBecause && <Banner title={`已取消：${exam.cancelledBecause}`} />}
      {check.shortage && exam.phase !== 'cancelled' && exam.phase !== 'closed' && (
        <Banner tone="warn" title={check.shortage} />
      )}
      <Card>
        <MiniRow
          icon="users"
          label="对象"
          note={[exam.audienceNames.join('、'), posts.length > 0 && `只要 ${posts.join('、')}`]
            .filter(Boolean)
            .join('；')}
          value={`${exam.people} 人`}
        />
        <MiniRow icon="calendar" label="时间" note={windowWord(exam)} />
        <MiniRow icon="clock" label="时限" value={`${exam.minutes} 分钟`} />
        <MiniRow icon="history" label="可考次数" value={`${exam.attempts} 次`} />
        <MiniRow icon="flag" label="及格线" value={`总分的 ${exam.passPercent}%`} />
        <MiniRow icon="check" label="多选题" value={PARTIAL_LABELS[exam.partial]} />
        <MiniRow icon="book" label="答案和解析" value={`${REVEAL_LABELS[exam.reveal]}公布`} />
        {exam.certificate && <MiniRow icon="award" label="证书" value="合格就发" />}
        {exam.note && <MiniRow icon="doc" label="说明" note={exam.note} />}
      </Card>
      <Card title="试卷" aside={`${check.questions} 题，${check.points} 分`}>
        {paper.kind === 'drawn' && (
          <MiniRow icon="book" label="从题库抽题，每人不一样" note={paper.bankTitles.join('、')} />
        )}
        {paper.kind === 'drawn' &&
          paper.rows.map((row, i) => (
            <MiniRow
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a paper keep their places
              key={i}
              label={rowLabel(row)}
              note={`题库里能用的 ${check.fitting[i] ?? 0} 题`}
              value={`${row.count} 题 × ${row.points} 分`}
            />
          ))}
        {paper.kind === 'fixed' &&
          paper.questions.map(({ questionId, kind, title, points, usable }) => (
            <MiniRow
              key={questionId}
              label={title}
              note={QUESTION_KIND_LABELS[kind]}
              value={usable ? `${points} 分` : <Chip tone="warn">不能用了</Chip>}
            />
          ))}
      </Card>
    </>
  )
}
