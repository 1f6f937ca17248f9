import type { Play, Stage } from '../play'

/** 扫码登录 — the desk shows a code, the phone says yes; a desk that has lost its answer shows a new one. */
export async function scanIn({ caller }: Stage, play: Play): Promise<void> {
  const { commissioner } = play.people
  for (;;) {
    const { body: ticket } = await caller.attempt('/auth/scan', {})
    const { code } = ticket
    await caller.attempt('/auth/scan/see', { code }, commissioner)
    await caller.write(commissioner, 'POST', '/auth/scan/decide', { code, accept: true }, 'accounts.confirmScan')
    const wait = () => caller.attempt(`/auth/scan/${ticket.ticketId}/wait`, { secret: ticket.secret, waitSeconds: 1 })
    const { body } = await wait()
    if ((await wait()).body.state !== 'ended') throw new Error('a code lets in twice')
    if (body.state !== 'confirmed') continue
    const me = await caller.read({ ...commissioner, token: body.signedIn.token }, '/me')
    if (me.personId !== commissioner.id) throw new Error('somebody else was let in')
    return
  }
}
