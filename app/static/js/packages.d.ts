// What our modules use of the vendored packages (app/static/vendor), and no more.

declare module "preact" {
  export type Markup = { readonly type: unknown } | string | number | null | undefined | boolean | Markup[];
  export function h(type: unknown, props: object | null, ...children: unknown[]): Markup;
  export function render(markup: Markup, into: Element): void;
}

declare module "preact/hooks" {
  export function useState<S>(initial: S | (() => S)): [S, (next: S | ((now: S) => S)) => void];
  export function useEffect(effect: () => void | (() => void), inputs?: readonly unknown[]): void;
  export function useLayoutEffect(effect: () => void | (() => void), inputs?: readonly unknown[]): void;
  export function useMemo<T>(make: () => T, inputs: readonly unknown[]): T;
  export function useRef<T>(initial: T): { current: T };
  export function useId(): string;
}

declare module "htm" {
  const htm: {
    bind(
      h: (type: unknown, props: object | null, ...children: unknown[]) => import("preact").Markup,
    ): (text: TemplateStringsArray, ...values: unknown[]) => import("preact").Markup;
  };
  export default htm;
}

declare module "socket.io-client" {
  export interface Socket {
    connected: boolean;
    auth: object;
    io: { opts: { transports: string[] }; engine: { transport: { name: string } } | undefined };
    connect(): Socket;
    disconnect(): Socket;
    on(event: string, handler: (...data: any[]) => void): Socket;
    timeout(ms: number): { emit(event: string, ...data: unknown[]): void };
    emit(event: string, ...data: unknown[]): Socket;
  }
  export function io(options: object): Socket;
}
