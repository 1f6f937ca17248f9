import { RULING_LABELS } from '@shared/modules/quiz/appeals/ruling'
import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Question } from '@/questions/Question'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Segmented } from '@/ui/Segmented'
import type { ReviewedQuestion } from '../../exams/examsApi'

/** So many are drawn at a time. */
const STEP = 10

const isRight = ({ share }: ReviewedQuestion): boolean => share === 1_000 || share === null
const verdictOf = ({ share, points }: ReviewedQuestion): string =>
  share === null
    ? '不计分'
    : share === 1_000
      ? `对，${points} 分`
      : share === 0
        ? `错，0 / ${points} 分`
        : `部分对，${Math.round((share * points) / 10) / 100} / ${points} 分`

interface ReviewedListProps {
  questions: readonly ReviewedQuestion[]
  /** Below a question: say that something is wrong with it, or what became of that. */
  foot: (question: ReviewedQuestion) => ReactNode
}

/** 讲评 — each question with the own answer, the right one, why, and the article; first those that were not right. */
export function ReviewedList({ questions, foot }: ReviewedListProps) {
  const missed = questions.filter((one) => !isRight(one))
  const [view, setView] = useState<'missed' | 'all'>(missed.length > 0 ? 'missed' : 'all')
  const [shown, setShown] = useState(STEP)
  const chosen = view === 'missed' ? missed : questions
  return (
    <>
      <Segmented
        inset
        label="看哪些题"
        value={view}
        options={[
          { value: 'missed', label: '没答对的', count: missed.length },
          { value: 'all', label: '全部', count: questions.length },
        ]}
        onChange={(next) => {
          setView(next)
          setShown(STEP)
        }}
      />
      {chosen.length === 0 && (
        <Card>
          <Empty title="都答对了" />
        </Card>
      )}
      {chosen.slice(0, shown).map((question) => (
        <Card key={question.place}>
          <Question
            asked={question.asked}
            answer={question.answer}
            about={[
              `第 ${question.place + 1} 题`,
              verdictOf(question),
              question.ruling && `经复核：${RULING_LABELS[question.ruling]}`,
            ]
              .filter(Boolean)
              .join(' · ')}
            review={question}
          />
          {foot(question)}
        </Card>
      ))}
      {chosen.length > shown && (
        <View className="quiz">
          <Button wide onClick={() => setShown(shown + STEP)}>
            再看 {Math.min(STEP, chosen.length - shown)} 题
          </Button>
        </View>
      )}
    </>
  )
}
