// Typed mirror of what the server adds to the language server protocol; the server's Lsp/ folder is the original.
import { NotificationType } from 'vscode-languageclient/node';

export interface Status {
  readonly state: 'starting' | 'ready' | 'working' | 'unavailable';
  /** One sentence: what the server does, or why it cannot and the way out. */
  readonly message: string;
}

export interface PlanChanged {
  readonly uri: string;
}

export const statusNotification = new NotificationType<Status>('cotassist/status');
export const planChangedNotification = new NotificationType<PlanChanged>('cotassist/planChanged');
