import { View } from '@tarojs/components'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { type BankDetail, banksApi, EXPORT_FORMATS } from '../banksApi'

/** The whole bank as a file, with answers. */
export function ExportSheet({ bank, onClose }: { bank: Pick<BankDetail, 'id' | 'title'>; onClose: () => void }) {
  const save = useAction(async (_key, format: (typeof EXPORT_FORMATS)[number]['format']) => {
    openFile(await banksApi.exportBank({ params: { bankId: bank.id }, query: { format } }))
    onClose()
  })
  return (
    <Sheet
      open
      title={`导出“${bank.title}”`}
      sub="带答案和解析，请不要发给参加考试的人；再导入还是这些题，配图除外"
      onClose={onClose}
    >
      <ErrorBanner error={save.error} />
      {EXPORT_FORMATS.map(({ format, label }) => (
        <View key={format} className="block">
          <Button wide icon="export" busy={save.busy} onClick={() => save.run(format)}>
            {label}
          </Button>
        </View>
      ))}
    </Sheet>
  )
}
