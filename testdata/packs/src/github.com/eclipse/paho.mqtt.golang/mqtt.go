// Package mqtt stands for the package of that path.
package mqtt

type Message interface{ Payload() []byte }

type Token interface{ Wait() bool }

type MessageHandler func(Client, Message)

type Client interface {
	Subscribe(topic string, qos byte, callback MessageHandler) Token
	AddRoute(topic string, callback MessageHandler)
}
