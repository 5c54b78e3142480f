package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	rpc "github.com/alibabacloud-go/tea-rpc/client"
	util "github.com/alibabacloud-go/tea-utils/service"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
)

const region = "cn-hangzhou"

var versions = map[string]string{"vpc": "2016-04-28", "ecs": "2014-05-26"}

// refusal is what a client makes of an answer that is none.
type refusal struct {
	status int
	code   string
}

func (r refusal) Error() string { return fmt.Sprintf("%d %s", r.status, r.code) }

type parameters map[string]string

// call makes one request with the names of the wire.
type call func(product, action string, given parameters) (map[string]any, error)

// cli is the CLI's way: the request of alibaba-cloud-sdk-go that has no type, signed by version 1; POST has its parameters in the
// address, those of formOf in a form.
func cli(endpoint, accessKeyID, accessKeySecret, method string) (call, error) {
	client, err := sdk.NewClientWithOptions(
		region, sdk.NewConfig().WithAutoRetry(false), credentials.NewAccessKeyCredential(accessKeyID, accessKeySecret))
	if err != nil {
		return nil, err
	}
	return func(product, action string, given parameters) (map[string]any, error) {
		request := requests.NewCommonRequest()
		request.Method = method
		request.Scheme = "http"
		request.Domain = endpoint
		request.Version = versions[product]
		request.ApiName = action
		request.QueryParams["RegionId"] = region
		for name, value := range given {
			if method == http.MethodPost && inForm(name) {
				request.FormParams[name] = value
			} else {
				request.QueryParams[name] = value
			}
		}
		response, err := client.ProcessCommonRequest(request)
		var server *sdkerrors.ServerError
		if errors.As(err, &server) {
			return nil, refusal{server.HttpStatus(), server.ErrorCode()}
		}
		if err != nil {
			return nil, err
		}
		var answer map[string]any
		return answer, json.Unmarshal(response.GetHttpContentBytes(), &answer)
	}, nil
}

func inForm(name string) bool { return name == "Name" || name == "UserData" }

// provider is Terraform's way: tea-rpc, signed by version 1, some parameters in the address and the others in a form.
func provider(endpoint, accessKeyID, accessKeySecret string) (call, error) {
	client, err := rpc.NewClient(&rpc.Config{
		AccessKeyId:     tea.String(accessKeyID),
		AccessKeySecret: tea.String(accessKeySecret),
		RegionId:        tea.String(region),
		Endpoint:        tea.String(endpoint),
		Protocol:        tea.String("HTTP"),
	})
	if err != nil {
		return nil, err
	}
	patience := (&util.RuntimeOptions{}).SetReadTimeout(60_000).SetConnectTimeout(60_000).SetAutoretry(false)
	return func(product, action string, given parameters) (map[string]any, error) {
		address, form := map[string]any{"RegionId": region}, map[string]any{}
		for name, value := range given {
			if inForm(name) {
				form[name] = value
			} else {
				address[name] = value
			}
		}
		answer, err := client.DoRequest(
			tea.String(action), nil, tea.String(http.MethodPost), tea.String(versions[product]), tea.String("AK"),
			address, form, patience)
		var server *tea.SDKError
		if errors.As(err, &server) {
			return nil, refusal{tea.IntValue(server.StatusCode), tea.StringValue(server.Code)}
		}
		return answer, err
	}, nil
}
