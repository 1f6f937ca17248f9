import type { ImportBatch } from '@shared/modules/exchange/rows'
import { batchStateOf } from '@shared/modules/exchange/table'
import { Text, View } from '@tarojs/components'
import { Bar } from '@/ui/Bar'
import { Card } from '@/ui/Card'

const NOTES: Partial<Record<ImportBatch['state'], string>> = {
  reading: '正在找表头、认列；可以离开这个页面，回来接着看',
  checking: '逐行核对号码、日期、支部和名册里已有的人',
  committing: '要么全部写入，要么一行不写；中断了也不会只写一半',
  undoing: '新建的去掉，更新的恢复原样',
}

const CHANGE_NOTES: typeof NOTES = {
  committing: '一小批一小批地改，每一行都留痕；可以离开这个页面',
  undoing: '每一行恢复成调整以前的样子；有一行后来又改过，就都不撤',
}

/** How far the service is with a batch. */
export function Working({ batch }: { batch: ImportBatch }) {
  return (
    <Card pad>
      <View className="between">
        <Text className="strong">{batchStateOf(batch)}</Text>
        <Text className="sub">{batch.progress}%</Text>
      </View>
      <View className="mt2">
        <Bar value={batch.progress} total={100} label={`${batchStateOf(batch)}，已完成 ${batch.progress}%`} />
      </View>
      <View className="note mt2">{(batch.change && CHANGE_NOTES[batch.state]) || NOTES[batch.state]}</View>
    </Card>
  )
}
