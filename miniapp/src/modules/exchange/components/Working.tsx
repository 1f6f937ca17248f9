import { BATCH_STATE_LABELS } from '@shared/modules/exchange/model'
import type { ImportBatch } from '@shared/modules/exchange/rows'
import { Text, View } from '@tarojs/components'
import { Bar } from '@/ui/Bar'
import { Card } from '@/ui/Card'

const NOTES: Partial<Record<ImportBatch['state'], string>> = {
  reading: '正在找表头、认列；可以离开这个页面，回来接着看',
  checking: '逐行核对号码、日期、支部和名册里已有的人',
  committing: '要么全部写入，要么一行不写；中断了也不会只写一半',
  undoing: '新建的去掉，更新的恢复原样',
}

/** How far the service is with a batch. */
export function Working({ batch }: { batch: ImportBatch }) {
  return (
    <Card pad>
      <View className="between">
        <Text className="strong">{BATCH_STATE_LABELS[batch.state]}</Text>
        <Text className="sub">{batch.progress}%</Text>
      </View>
      <View className="mt2">
        <Bar
          value={batch.progress}
          total={100}
          label={`${BATCH_STATE_LABELS[batch.state]}，已完成 ${batch.progress}%`}
        />
      </View>
      <View className="note mt2">{NOTES[batch.state]}</View>
    </Card>
  )
}
