// The guide's procedure, from the VPC to the release of everything, with the client that the argument names. Exit status 0: all was as
// it should be.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

const limit = 30 * time.Second

// guide fails the program with the first thing that is not as it should be.
type guide struct{ call call }

func (g guide) do(product, action string, given parameters) map[string]any {
	answer, err := g.call(product, action, given)
	if err != nil {
		fail("%s %v: %v", action, given, err)
	}
	return answer
}

func (g guide) refused(product, action string, given parameters, status int, code string) {
	answer, err := g.call(product, action, given)
	var said refusal
	if !errors.As(err, &said) || said.code != code || said.status != status && said.status != 0 {
		fail("%s %v: wanted %d %s, got %v %v", action, given, status, code, answer, err)
	}
}

func (g guide) haVip(id string) map[string]any {
	page := g.do("vpc", "DescribeHaVips", parameters{"Filter.1.Key": "HaVipId", "Filter.1.Value.1": id})
	return at(page, "HaVips", "HaVip", "0").(map[string]any)
}

func fail(format string, values ...any) {
	fmt.Printf(format+"\n", values...)
	os.Exit(1)
}

func at(from any, path ...string) any {
	for _, step := range path {
		switch each := from.(type) {
		case map[string]any:
			from = each[step]
		case []any:
			index, err := strconv.Atoi(step)
			if err != nil || index >= len(each) {
				fail("no %s in %v", step, each)
			}
			from = each[index]
		default:
			fail("no %v in %v", path, from)
		}
	}
	return from
}

func text(from any, path ...string) string { return fmt.Sprint(at(from, path...)) }

func equal(what string, got, wanted any) {
	if fmt.Sprint(got) != fmt.Sprint(wanted) {
		fail("%s: wanted %v, got %v", what, wanted, got)
	}
}

func until(what, wanted string, get func() string) {
	for deadline := time.Now().Add(limit); ; time.Sleep(20 * time.Millisecond) {
		if got := get(); got == wanted {
			return
		} else if time.Now().After(deadline) {
			fail("%s: wanted %s, got %s", what, wanted, got)
		}
	}
}

// announce says what an instance's host would say when the instance sent a gratuitous ARP request.
func (g guide) announce(instanceID, vSwitchID, address string) {
	page := g.do("ecs", "DescribeInstances", parameters{"InstanceIds": `["` + instanceID + `"]`})
	port := at(page, "Instances", "Instance", "0", "NetworkInterfaces", "NetworkInterface", "0")
	body, err := json.Marshal(map[string]string{
		"hostId":             os.Getenv("HOST_ID"),
		"networkInterfaceId": text(port, "NetworkInterfaceId"),
		"vSwitchId":          vSwitchID,
		"address":            address,
		"senderMac":          text(port, "MacAddress"),
	})
	if err != nil {
		fail("%v", err)
	}
	request, err := http.NewRequest(http.MethodPost, os.Getenv("ARP_GATEWAY")+"/announcements", bytes.NewReader(body))
	if err != nil {
		fail("%v", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Host-Credential", os.Getenv("HOST_CREDENTIAL"))
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		fail("%v", err)
	}
	defer answer.Body.Close()
	equal("announcement", answer.StatusCode, http.StatusAccepted)
}

func open(client, secret string) guide {
	endpoint, id := os.Getenv("ENDPOINT"), os.Getenv("ACCESS_KEY_ID")
	var made call
	var err error
	switch client {
	case "cli-get":
		made, err = cli(endpoint, id, secret, http.MethodGet)
	case "cli-post":
		made, err = cli(endpoint, id, secret, http.MethodPost)
	case "provider":
		made, err = provider(endpoint, id, secret)
	default:
		fail("no client %s", client)
	}
	if err != nil {
		fail("%v", err)
	}
	return guide{made}
}

func main() {
	client := os.Args[1]
	g := open(client, os.Getenv("ACCESS_KEY_SECRET"))
	const name = "中文 a*b~c d+e"
	vpcID := text(g.do("vpc", "CreateVpc", parameters{"CidrBlock": "192.168.0.0/16", "VpcName": name}), "VpcId")
	equal("name", at(g.do("vpc", "DescribeVpcs", parameters{"VpcId": vpcID}), "Vpcs", "Vpc", "0", "VpcName"), name)
	vSwitchID := text(g.do("vpc", "CreateVSwitch", parameters{
		"VpcId": vpcID, "ZoneId": "cn-hangzhou-b", "CidrBlock": "192.168.0.0/24"}), "VSwitchId")
	created := g.do("vpc", "CreateHaVip", parameters{"VSwitchId": vSwitchID, "Name": name, "Description": ""})
	haVipID, address := text(created, "HaVipId"), text(created, "IpAddress")
	equal("name", g.haVip(haVipID)["Name"], name)
	run := g.do("ecs", "RunInstances", parameters{"VSwitchId": vSwitchID, "Amount": "3", "UserData": "IyEvYmluL3NoCg=="})
	var instanceIDs []string
	for _, id := range at(run, "InstanceIdSets", "InstanceIdSet").([]any) {
		instanceIDs = append(instanceIDs, id.(string))
	}
	equal("instances", len(instanceIDs), 3)
	carriers := instanceIDs[:2]
	for _, id := range carriers {
		g.do("vpc", "AssociateHaVip", parameters{"HaVipId": haVipID, "InstanceId": id})
	}
	equal("status", g.haVip(haVipID)["Status"], "InUse")
	eipID := text(g.do("vpc", "AllocateEipAddress", parameters{}), "AllocationId")
	g.do("vpc", "AssociateEipAddress", parameters{"AllocationId": eipID, "InstanceType": "HaVip", "InstanceId": haVipID})
	for _, master := range carriers {
		g.announce(master, vSwitchID, address)
		until("master", master, func() string { return text(g.haVip(haVipID), "MasterInstanceId") })
	}
	g.refused("vpc", "DeleteHaVip", parameters{"HaVipId": haVipID}, 400, "IncorrectStatus")
	g.refused("vpc", "DeleteHaVip", parameters{"HaVipId": "havip-none"}, 404, "InvalidHaVipId.NotFound")
	g.refused("vpc", "CreateHaVip",
		parameters{"VSwitchId": vSwitchID, "IpAddress": "10.0.0.1"}, 400, "InvalidIPAddress.OutOfRange")
	wrong, err := open(client, "another").call("vpc", "DescribeVpcs", parameters{})
	if err == nil || !strings.Contains(err.Error(), "SignatureDoesNotMatch") && !strings.Contains(err.Error(), "InvalidAccessKeySecret") {
		fail("another secret: %v %v", wrong, err)
	}
	g.do("vpc", "UnassociateEipAddress", parameters{"AllocationId": eipID, "InstanceType": "HaVip", "InstanceId": haVipID})
	g.do("vpc", "ReleaseEipAddress", parameters{"AllocationId": eipID})
	for _, id := range carriers {
		g.do("vpc", "UnassociateHaVip", parameters{"HaVipId": haVipID, "InstanceId": id, "Force": "True"})
	}
	g.do("vpc", "DeleteHaVip", parameters{"HaVipId": haVipID})
	for _, id := range instanceIDs {
		g.do("ecs", "DeleteInstance", parameters{"InstanceId": id, "Force": "true"})
	}
	g.do("vpc", "DeleteVSwitch", parameters{"VSwitchId": vSwitchID})
	g.do("vpc", "DeleteVpc", parameters{"VpcId": vpcID})
	g.refused("vpc", "DeleteHaVip", parameters{"HaVipId": haVipID}, 404, "InvalidHaVipId.NotFound")
	fmt.Println(client + ": everything was as it should be")
}
