import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Banner } from './Banner'
import { Button } from './Button'
import { Skeleton } from './Skeleton'
import { savedWord } from './savedWord'

/** The part of a query this needs; `useQuery` gives it. */
interface Query<T> {
  data: T | undefined
  error: { message: string; undelivered: boolean } | undefined
  loading: boolean
  old: boolean
  savedAt?: number
  refresh: () => Promise<void>
}

interface LoadedProps<T> {
  query: Query<T>
  /** Bones to draw while nothing is known yet. */
  rows?: number
  children: (data: T) => ReactNode
}

/** Draws what a query knows: bones, the last known data with a word about their age, or what went wrong and again. */
export function Loaded<T>({ query, rows, children }: LoadedProps<T>) {
  const { data, error, loading, old, savedAt, refresh } = query
  const again = (
    <Button size="s" busy={loading} onClick={refresh}>
      再试
    </Button>
  )
  if (data === undefined) {
    if (!error) return <Skeleton rows={rows} />
    return <Banner tone="bad" icon={error.undelivered ? 'nosignal' : 'stop'} title={error.message} act={again} />
  }
  return (
    <>
      {error?.undelivered && (
        <Banner icon="nosignal" title="现在没有信号" act={again}>
          下面的内容{savedWord(savedAt)}，照常可用
        </Banner>
      )}
      {error && !error.undelivered && <Banner tone="bad" title={error.message} act={again} />}
      {old && loading && (
        <View className="note old-note" ariaRole="status">
          正在取最新的，先看上次的
        </View>
      )}
      {children(data)}
    </>
  )
}
