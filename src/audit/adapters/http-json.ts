import { type SlateRequest } from '../surface-recommender.ts'
import { type Adapter } from './adapter.ts'
import { jsonAsker, readUrl } from './ask-json.ts'
import { readAccounts } from './read-accounts.ts'

/** `POST` to one address; docs/recommender-contract.md is the contract. */
export const httpJson: Adapter = {
  id: 'http-json',
  prefixes: ['http://', 'https://'],
  needs: 'an address that takes the requests of docs/recommender-contract.md',

  open(address, { allowedHosts, mostAtOnce, patience }) {
    const url = readUrl(address)
    const { ask, close } = jsonAsker(allowedHosts, mostAtOnce, patience)
    return Object.freeze({
      id: address,
      title: `The recommender at ${address}`,
      mostAtOnce,
      async recommend(request: SlateRequest) {
        const answer = await ask(url, requestBody(request))
        const accounts =
          typeof answer === 'object' && answer !== null && 'accounts' in answer
            ? answer.accounts
            : answer
        return readAccounts(accounts, request.count, `"accounts" of ${address}`)
      },
      async close() {
        close()
      },
    })
  },
}

/** What goes over the wire: the request as it is, which is part of the contract. */
export function requestBody({ key, ...request }: SlateRequest): object {
  return { request: key, ...request }
}
