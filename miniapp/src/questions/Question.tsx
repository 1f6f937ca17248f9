import type { Asked } from '@shared/modules/quiz/asked'
import { type Answer, type ItemAnswer, QUESTION_KIND_LABELS } from '@shared/modules/quiz/model'
import type { Reviewed } from '@shared/modules/quiz/reviewed'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Tag } from '@/ui/Tag'
import { QuestionItem } from './QuestionItem'
import { QuestionPicture } from './QuestionPicture'
import { QuestionReview } from './QuestionReview'

interface QuestionProps {
  asked: Asked
  answer: Answer
  /** Beside its kind: the topic, what became of it. */
  about?: ReactNode
  /** Absent: it is only shown. */
  onAnswer?: ((answer: Answer) => void) | undefined
  /** Once it was graded: own answer, right one, why, source. */
  review?: Reviewed | undefined
}

const ofItem = (answer: Answer): ItemAnswer => (answer !== null && 'parts' in answer ? null : answer)
const ofPart = (answer: Answer, i: number): ItemAnswer =>
  answer !== null && 'parts' in answer ? (answer.parts[i] ?? null) : null

/** 一道题 — of every kind, to be answered or as it was graded. */
export function Question({ asked, answer, about, onAnswer, review }: QuestionProps) {
  const { kind, stem, parts } = asked
  const given = review ? review.answer : answer
  const answerPart = (i: number, own: ItemAnswer) =>
    onAnswer?.({ parts: parts.map((_, place) => (place === i ? own : ofPart(given, place))) })
  return (
    <View className="quiz">
      <View className="line quiz-about">
        <Tag>{QUESTION_KIND_LABELS[kind].replace('题', '')}</Tag>
        <Text className="note wrap">{about}</Text>
      </View>
      <View className="quiz-stem wrap">{stem}</View>
      <QuestionPicture url={asked.picture} label="题目的图" />
      {kind !== 'case' && (
        <QuestionItem
          item={{ ...asked, kind }}
          answer={ofItem(given)}
          onAnswer={review ? undefined : onAnswer}
          solution={review && { key: ofItem(review.key), accepted: review.accepted }}
        />
      )}
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a case keep their places
        <View key={i} className="quiz-part">
          <View className="strong wrap">
            {i + 1}. {part.stem}
            <Text className="note">（{QUESTION_KIND_LABELS[part.kind].replace('题', '')}）</Text>
          </View>
          <QuestionPicture url={part.picture} label={`第 ${i + 1} 小题的图`} />
          <QuestionItem
            item={part}
            answer={ofPart(given, i)}
            onAnswer={review || !onAnswer ? undefined : (own) => answerPart(i, own)}
            solution={review?.parts[i]}
          />
          {review?.parts[i]?.explanation && <View className="sub wrap mt2">{review.parts[i]?.explanation}</View>}
        </View>
      ))}
      {review && <QuestionReview review={review} />}
    </View>
  )
}
