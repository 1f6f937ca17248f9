import { type Table, usualColumns } from '@shared/core/table'
import { Button } from './Button'
import { Sheet } from './Sheet'
import { SwitchField } from './SwitchField'

interface ColumnChoiceProps<Row> {
  table: Table<Row>
  open: boolean
  shown: readonly string[]
  onChange: (ids: readonly string[]) => void
  onClose: () => void
}

/** Which columns a table shows, and with it which an export holds; remembered for this person. */
export function ColumnChoice<Row>({ table, open, shown, onChange, onClose }: ColumnChoiceProps<Row>) {
  const turn = (id: string) => onChange(shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id])
  return (
    <Sheet
      open={open}
      title="显示哪些列"
      sub="导出的表格也是这些列；下次打开还是这样"
      onClose={onClose}
      act={
        <Button wide onClick={() => onChange(usualColumns(table))}>
          恢复原来的列
        </Button>
      }
    >
      {table.columns.slice(1).map(({ id, label }) => (
        <SwitchField key={id} label={label} value={shown.includes(id)} onChange={() => turn(id)} />
      ))}
    </Sheet>
  )
}
