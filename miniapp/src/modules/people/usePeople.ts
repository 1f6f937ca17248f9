import { accountsContract } from '@shared/modules/accounts/contract'
import { peopleContract } from '@shared/modules/people/contract'
import { createClient } from '@/core/api'

export const peopleApi = createClient(peopleContract)
export const invitationsApi = createClient(accountsContract)
