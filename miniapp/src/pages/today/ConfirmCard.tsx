import { confirmationEndpoints } from '@shared/modules/people/confirmationEndpoints'
import { View } from '@tarojs/components'
import { createClient } from '@/core/api'
import { openPage } from '@/core/navigation'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'

const api = createClient({ module: 'people', endpoints: confirmationEndpoints })
const HOUR_MS = 3_600_000

/** Twenty seconds: what the register says about me, right with one tap. Nothing is drawn when nothing is asked. */
export function ConfirmCard() {
  const { data, refresh } = useQuery('people/confirmation', () => api.myConfirmation(), { freshMs: HOUR_MS })
  const due = data?.fields.filter((field) => field.due) ?? []
  const confirm = useAction(async (key: string) => {
    await api.confirmMine({ body: { fields: due.map((field) => field.field) } }, { key })
    say('谢谢，核对好了')
    await refresh()
  })
  if (due.length === 0) return null
  return (
    <Card
      title={`还有 ${due.length} 项请您确认`}
      aside={
        <Button size="s" label="有变化，更正我的信息" onClick={() => openPage('/modules/people/pages/confirm/index')}>
          有变化
        </Button>
      }
    >
      <ErrorBanner error={confirm.error} />
      {due.map((field) => (
        <MiniRow key={field.field} label={field.label} value={field.value ?? '未填'} />
      ))}
      <View className="card-pad">
        <Button wide busy={confirm.busy} onClick={confirm.run}>
          都对
        </Button>
      </View>
    </Card>
  )
}
