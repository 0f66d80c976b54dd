// Starts the language server and shows what it says. No prompt, no parsing, no model knowledge: those are the server's.
import { commands, type ExtensionContext, StatusBarAlignment, type StatusBarItem, window, workspace } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';
import { planChangedNotification, type Status, statusNotification } from './protocol';

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const bundled = context.asAbsolutePath(process.platform === 'win32' ? 'server/cotassist.exe' : 'server/cotassist');
  const command = workspace.getConfiguration('cotassist').get<string>('serverPath') || bundled;
  client = new LanguageClient('cotassist', 'CotAssist', { command, args: ['lsp'] }, {
    documentSelector: [{ language: 'csharp' }],
    // From a code lens a command knows its place; from the palette or a key it is the caret's.
    middleware: { executeCommand: (name, args, next) => next(name, args.length > 0 ? args : caret(client!)) },
  });

  const item = window.createStatusBarItem('cotassist', StatusBarAlignment.Right, 100);
  item.name = 'CotAssist';
  context.subscriptions.push(item);
  client.onNotification(statusNotification, status => show(item, status));
  client.onNotification(planChangedNotification, ({ uri }) => {
    // Ghost text cannot be pushed: the editor has to ask again.
    if (window.activeTextEditor?.document.uri.toString() === client!.protocol2CodeConverter.asUri(uri).toString()) {
      void commands.executeCommand('editor.action.inlineSuggest.trigger');
    }
  });

  show(item, { state: 'starting', message: 'CotAssist is starting.' });
  await client.start();
}

export const deactivate = (): Promise<void> | undefined => client?.stop();

function caret(client: LanguageClient): unknown[] {
  const editor = window.activeTextEditor;
  return editor ? [client.code2ProtocolConverter.asTextDocumentPositionParams(editor.document, editor.selection.active)] : [];
}

const icons: Record<Status['state'], string> = { starting: 'loading~spin', ready: 'sparkle', working: 'loading~spin', unavailable: 'warning' };

function show(item: StatusBarItem, { state, message }: Status): void {
  item.text = `$(${icons[state]}) CotAssist`;
  item.tooltip = message;
  item.show();
}
