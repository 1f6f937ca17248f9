import { NODE_KIND_LABELS } from '@shared/modules/campaigns/model'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Chip } from '@/ui/Chip'
import { Row } from '@/ui/Row'
import type { NodeView } from '../campaignsApi'
import { whenWord } from '../words'

const PHASES = { ahead: '还没开始', open: '正在进行', over: '已经过了', cancelled: '已取消' } as const

interface NodeRowProps {
  node: NodeView
  /** Does the reader take part, so that what is done shows? */
  mine: boolean
  act: ReactNode
}

/** One node: what, when and where, what it says, and whether the reader has done it. */
export function NodeRow({ node, mine, act }: NodeRowProps) {
  const { kind, title, text, phase, done, cancelledBecause } = node
  const taken = mine && done
  return (
    <Row title={title} why={`${NODE_KIND_LABELS[kind]} · ${whenWord(node)}`} act={act}>
      <View className="sub">{cancelledBecause === null ? text : `取消原因：${cancelledBecause}`}</View>
      <View className="mt1">
        {taken ? (
          <Chip tone="ok">已参加</Chip>
        ) : (
          <Chip tone={phase === 'cancelled' ? 'bad' : 'idle'}>{PHASES[phase]}</Chip>
        )}
      </View>
    </Row>
  )
}
