import { citationLabel } from '@shared/modules/quiz/model'
import type { Reviewed } from '@shared/modules/quiz/reviewed'
import { Text, View } from '@tarojs/components'
import { Chip } from '@/ui/Chip'

/** 为什么 — the explanation, and the article with the version it was checked against. */
export function QuestionReview({ review: { explanation, source } }: { review: Reviewed }) {
  return (
    <View className="mt4">
      {explanation && (
        <>
          <View className="strong">为什么</View>
          <View className="wrap quiz-why">{explanation}</View>
        </>
      )}
      {source && (
        <View className="law mt3">
          <View className="line quiz-about">
            <Text className="note wrap">{citationLabel(source)}</Text>
            <Chip tone={source.ended ? 'warn' : 'ok'}>
              {source.version} 版 · {source.ended ? '已失效' : '现行'}
            </Chip>
          </View>
        </View>
      )}
    </View>
  )
}
