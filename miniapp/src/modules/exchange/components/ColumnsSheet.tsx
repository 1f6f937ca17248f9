import { FIELD_LABELS, type Field } from '@shared/modules/exchange/model'
import type { ImportBatch } from '@shared/modules/exchange/rows'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { exchangeApi } from '../useImport'

const IGNORED = { value: '', label: '不导入这一列' }

/** Putting right which column is which. */
export function ColumnsSheet({
  batch,
  onClose,
  onDone,
}: {
  batch: ImportBatch
  onClose: () => void
  onDone: () => void
}) {
  const [columns, setColumns] = useState(batch.columns)
  const options = [IGNORED, ...Object.entries(FIELD_LABELS[batch.kind]).map(([value, label]) => ({ value, label }))]
  const save = useAction(async () => {
    const body = { columns: columns.map(({ index, field }) => ({ index, field })) }
    await exchangeApi.mapColumns({ params: { importId: batch.id }, body })
    onDone()
  })
  const set = (index: number, value: string) =>
    setColumns(
      columns.map((column) =>
        column.index === index ? { ...column, field: (value || null) as Field | null } : column,
      ),
    )
  return (
    <Sheet
      open
      title="列的对应"
      sub="左边是表里的列名，右边是它对应的项"
      onClose={onClose}
      act={
        <Button kind="fill" wide busy={save.busy} onClick={save.run}>
          按这样重新核对
        </Button>
      }
    >
      <View className="grow">
        <ErrorBanner error={save.error} />
        {columns.map(({ index, heading, field }) => (
          <SelectField
            key={index}
            label={heading}
            required
            value={field ?? ''}
            options={options}
            onChange={(value) => set(index, value)}
          />
        ))}
      </View>
    </Sheet>
  )
}
