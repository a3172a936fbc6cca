// The package brings no types. These are of the little that the persona provider uses.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Interaction = { uid: string; params: Record<string, string | undefined> }
  type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> }
  type Context = { type: string; body: string; oidc: { session: { accountId: string }; client: { clientId: string } } }

  export class Provider {
    constructor(issuer: string, configuration: object)
    readonly Grant: new (about: {
      accountId: string
      clientId: string
    }) => Grant
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>
    on(event: string, listener: (context: Context, error: Error) => void): this
  }
}
