import { Banner } from './Banner'
import { Button } from './Button'
import { useShell } from './shell'

/** What is saved on this phone and not sent yet, on every page; what was refused stands first. */
export function OutboxBanner() {
  const { outbox } = useShell()
  if (!outbox || outbox.waiting + outbox.refused === 0) return null
  const look = (
    <Button size="s" onClick={outbox.open}>
      查看
    </Button>
  )
  if (outbox.refused > 0) return <Banner tone="bad" title={`${outbox.refused} 项没有发成功，请看原因`} act={look} />
  return <Banner icon="saved" title={`${outbox.waiting} 项已保存在本机，有信号后自动发送`} act={look} />
}
